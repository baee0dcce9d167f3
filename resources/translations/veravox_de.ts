<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
  <context>
    <name>Alarm</name>
    <message>
      <source>AI probability {percent}, since {time}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Likely AI speech</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>AlertCard</name>
    <message>
      <source> s</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Alert me after</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Alerts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Flash</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Notification</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Seconds above the line before an alert</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sound</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop listening to change this</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>of AI</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>CheckingSection</name>
    <message>
      <source>(none can be used)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A score every</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A window is always 3 s long. A smaller step finds the edges of AI parts more exactly.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Detail</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Detector</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Device</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Every detector makes errors of both kinds. Fewer of one kind mean more of the other: choose which hurt you less.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Files read at the same time</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How strict</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Leave these as they are unless you know better.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>More about the detectors</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Speed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Threads of the detector</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>automatic</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} (default)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{seconds} s</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>CompareDialog</name>
    <message>
      <source>Compare two jobs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Files of both jobs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>First: {before}. Second: {after}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Of {known:,} files whose truth is known, {first:,} were wrong before and {second:,} after.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only files whose verdict changed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The two jobs have no file in common.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{first:,} are only in the first, {second:,} only in the second.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n:,} files are in both; the verdict of {changed:,} changed.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ConfusionMatrix</name>
    <message>
      <source>Confusion matrix</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Truth: AI</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Truth: human</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>CrashNet</name>
    <message>
      <source>Please report it with the log file:</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Something went wrong inside Veravox. Your files and finished results are safe.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Veravox</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>You can go on. If something looks odd, close the window and open it again.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Detail</name>
    <message>
      <source>AI</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Decided at</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Detector</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Detector SHA-256</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>File</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Length</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Score</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sound</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Speech analysed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Speech in AI parts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file cannot be opened now: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file has changed since it was checked. Check it again: the verdict may not fit any more.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file is not where it was when it was checked. The verdict is kept; to see and hear the file, put it back or check it at its new place.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Truth</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Windows</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>You said that this is {truth}: the verdict is wrong.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>human</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>human speech</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n:,}, one every {hop:g} s</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{score:+.2f} (more is AI, less is human)</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>DetailHeader</name>
    <message>
      <source>AI probability</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>DetailPanel</name>
    <message>
      <source>An explanation is being computed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Caution</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Details of the file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Explain</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>File</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hear the selected moment</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Moments</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move along the timeline</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Play and pause</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Previous and next flagged moment</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Select a file to see why it was judged as it was.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show the whole file in the timeline</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Zoom the timeline</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>DetectorsSection</name>
    <message>
      <source>Choose a detector</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy sha256</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Detectors</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Detectors (*.safetensors *.ensemble.json);;All files (*)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Import...</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Imported {name}. sha256: {sha256}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It came with Veravox. To get it back you have to install Veravox again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Model card</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No detector is installed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove a detector</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove {name}? Its files are deleted.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove...</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This detector came without a model card.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use this one</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>active</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>cannot be used</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>default</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>error rate {rate} %</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>not measured</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} was not imported.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{network}, {parameters} parameters, sha256: {sha256}</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>DoneCard</name>
    <message>
      <source>&amp;Export a report...</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show in &amp;Scan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The whole session ({length}): {verdict}</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>DropZone</name>
    <message>
      <source>A verdict is an estimate with known error rates, not a proof.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose &amp;files...</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose f&amp;older...</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose recordings</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drop recordings or folders here</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Everything happens on this computer; no audio leaves it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Veravox listens to recordings and tells generated speech from human speech.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>EventList</name>
    <message>
      <source>Changes, alerts and problems of the session appear here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What happened</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Explain</name>
    <message>
      <source>Each piece was covered in turn and the moment scored again. Orange: without this piece the score would be more human. Blue: without it, more AI. The stronger the colour, the larger the change.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It shows what this detector reacted to, not what made the sound: there is no mark of a generator to be seen here, and a person hears other things. Pieces act together, so that single changes do not add up.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Most towards AI: {piece}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Most towards human speech: {piece}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The score's gradient was followed from an evened-out spectrogram to this one. Orange pieces raised the score, blue ones lowered it. It is another road to the same question; where both agree, trust it more.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This moment scores {p:.1f} % AI.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{low:.1f}-{high:.1f} kHz at {begin} to {end} (score {change:+.2f})</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ExplainView</name>
    <message>
      <source>Choose a moment in the list, then “Explain”.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Computed by torch and captum in a process of its own; takes longer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Covering pieces</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Explain</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Explain {begin} - {end}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Explaining</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Integrated gradients</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stopped.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no explanation: {text}. {hint}</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ExportDialog</name>
    <message>
      <source>&amp;Save as...</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Document for print (PDF)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Everything for programs (JSON)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export a report</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>F&amp;ormat</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Flagged files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Format</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Incorrect verdicts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save the report</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Selected files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Table for spreadsheets (CSV)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The totals in a report are those of all checked files; of selected files, their own.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Web page with timelines (HTML)</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>FilterBar</name>
    <message>
      <source>Files whose verdict contradicts the known truth</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Incorrect</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Search in names and folders</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show only: {word}, {count} files</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Forgetting</name>
    <message>
      <source>Delete</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Delete from the history</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Your recordings stay where they are. Reports that were written stay too.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a month</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a week</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a year</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>three months</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>GeneralSection</name>
    <message>
      <source>A new language shows when Veravox is started again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Appearance</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>CSV (table)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a history file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Files in it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>HTML (one page for a browser)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>History</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>History file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>JSON (for programs)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Kind</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Language</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only where the same detector checked the same content with the same settings.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open a report when it is written</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>PDF</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reports</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Results are kept on this computer only: verdicts and scores, never the sound of your files.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Take unchanged files from the history instead of checking them again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tell me through the system when a long scan ends</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Theme</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write the score of every window into JSON</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>all</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>as the system</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>dark</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>in your user folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>light</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>only flagged</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>only incorrect</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>only selected</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>where the last report went</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>History</name>
    <message>
      <source>AI probability</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Change</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Date</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Detector</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Duration</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>File</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Flagged</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Kind</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Live</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Live session</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Not readable</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Scan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>State</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Verdict</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>cancelled</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>finished</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>interrupted</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>not in this job</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>running</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{names} and {n} more</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>HistoryPage</name>
    <message>
      <source>&amp;Compare</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Delete...</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Export...</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Open</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Age of what is forgotten</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Delete this job with the results of {files:,} files?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Delete {jobs:,} jobs with the results of {files:,} files?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Earlier scans and live sessions</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Files of all jobs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Forget what is older than</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Forget {jobs:,} jobs that are older than {age}?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Forget...</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No file with these words in its path was ever checked.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing is that old.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing was checked yet. Scans and live sessions are listed here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reading the history...</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Search</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Search all files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Search all files ever checked</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The newest {n:,} files are shown.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{size} in {path}</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>InputPicker</name>
    <message>
      <source>&amp;Input</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How to listen to what this computer plays</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Input</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Listen to what this computer plays</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Microphones and other inputs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No input found</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>System default</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>System default: {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What this computer plays</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} (not connected)</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>JobExport</name>
    <message>
      <source>Report: {path}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The report is being written.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>KeepCard</name>
    <message>
      <source>Choose the folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep &amp;flagged sound</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep sound</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>One FLAC file, about 60 MB an hour</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>One WAV each, with {seconds:.0f} s before it, listed in events.csv</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open the folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Record the &amp;whole session</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop listening to change this</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Where to keep sound</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{used} of {limit} MB used. When it is full, nothing more is kept and nothing is deleted.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>LevelMeter</name>
    <message>
      <source>Input level</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{level} dB</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Live</name>
    <message>
      <source>An alert comes at the first score above the line.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>An alert comes when {needed} of {of} scores in a row ({span:.0f} s) lie above the line.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose an input under “What this computer plays” in the list: it hears whatever that output plays, for example a call or a video.

</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Expect false alarms: at the setting “{point}” about {share:.0f} of 100 human recordings were taken for AI in our test. If every stretch came from another voice, that would be about {alarms} an hour of talk; one and the same voice gives none, or many.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How often it is wrong has not been measured.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Is it muted? Look in the sound settings whether this input's level moves when you speak. A Flatpak or Snap needs the permission for audio recording.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Is it muted? Windows may withhold the microphone: Settings, Privacy &amp; security, Microphone, turn on "Let desktop apps access your microphone".</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Is it muted? macOS may withhold the microphone: System Settings, Privacy &amp; Security, Microphone, allow Veravox, then start it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Is there no such input? It needs PulseAudio or PipeWire and two small packages. On Debian or Ubuntu:
sudo apt-get install pulseaudio-utils libasound2-plugins
With PipeWire also: sudo apt-get install pipewire-pulse
The inputs called “Monitor of ...” then appear here by themselves.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Is there no such input? Open Settings, System, Sound, More sound settings, Recording. Right-click, “Show disabled devices”, enable “Stereo Mix”. Where the sound card has none, install a virtual cable such as VB-CABLE, choose it as output, and choose “CABLE Output” here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Likely AI</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Likely human</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Lower the recording level in the sound settings.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Measured delay: a score is on the screen {delay:.2f} s after the end of its 3 s window was heard ({input:.2f} s of that in the sound driver). The state follows an average of some seconds and changes when two scores in a row ask for it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No speech</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Plug it in again; listening goes on by itself. Lost time is counted.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Raise the recording level, or go closer to the microphone.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>That is about {seconds:.0f} s after an AI voice begins.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The delay is measured while listening.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The input gives nothing but digital silence</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The input is almost silent</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The input is back: {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The input is gone: {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The input is overdriven (clipping)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Uncertain</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>macOS offers no such input by itself. Install a virtual sound card such as BlackHole. In Audio MIDI Setup make a Multi-Output Device of your speakers and BlackHole and choose it as output. Then choose BlackHole here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{length} of sound lost</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>LivePage</name>
    <message>
      <source>Alert: AI probability {percent}, since {time}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose an input and start.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Connect a microphone; it appears here by itself. Everything else works without one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Connect a microphone; it is found by itself.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Follow the sound again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Kept: {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Listening to {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Listening...</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Live: starting</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Live: {state}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Loading the detector and opening the input.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Look ahead in the plot</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Look back in the plot</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No sound input</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Not listening</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Plug it in again; lost time is counted.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Report written: {path}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show less time in the plot</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show more time in the plot</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Start listening</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Start or stop listening</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Starting...</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stopping...</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The first score comes after 3 seconds.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This computer has no sound input.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Waiting for the input</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>listening</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>LivePlot</name>
    <message>
      <source>AI</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>human</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>speech</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>state</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>uncertain</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>LiveReport</name>
    <message>
      <source>Export a report of the session</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>LiveSection</name>
    <message>
      <source>A score every</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>After this long</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Alert me when speech seems to be AI</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Alerts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>An alert is a reason to listen closely, not a proof.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>At most</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep the flagged sound (WAV with a list of events)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep the sound of whole sessions</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Listening</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>MB</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Recording people may need their consent. Nothing is kept unless you switch it on here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Seconds kept before it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sound that is kept</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The plot shows the last</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Veravox in your documents</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>by flashing the window</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>s</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>whole session</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>with a notification of the system</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>with a sound</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>MainWindow</name>
    <message>
      <source>Close</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Detector: {name}, {point}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Device: {device}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Everywhere</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Go on working</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No detector</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open settings</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What is finished is kept.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Work is still running. Close anyway?</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>MomentsModel</name>
    <message>
      <source>AI probability</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Moment</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Part</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Speech</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>MomentsTable</name>
    <message>
      <source>Moments that point to AI most</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>MomentsView</name>
    <message>
      <source>Audacity labels (*.txt)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Explain</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No moment holds enough speech to be judged.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save labels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save labels…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save the moments as a label track for Audacity</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show which pieces of time and pitch moved the score of this moment</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The moments that point to AI most. Click one to hear it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The scores of the single moments were not kept. Check the file again to see them.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Notice</name>
    <message>
      <source>Close</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Close the message</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Places</name>
    <message>
      <source>History</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Install it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Live</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Scan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Settings</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Train</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{place} cannot be opened.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>PlayerBar</name>
    <message>
      <source>Next flagged moment (Right)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing is flagged in this file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pause (Space)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Play (Space)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Position</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Previous flagged moment (Left)</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>PlotCard</name>
    <message>
      <source>1 hour</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>1 minute</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>AI probability</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>AI probability over time</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Back to &amp;now</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Length of time shown</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The mouse wheel over the plot zooms, dragging looks back</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The plot is being prepared...</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Whole session</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>strong line: running average; faint line: single scores</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} minutes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} seconds</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{time}: {word}, AI probability {percent} (single window {raw}), speech {speech}</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>PointChoice</name>
    <message>
      <source>Measured on: {recordings}. On other recordings it may be better or worse.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing was measured for this detector.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Of 100 human recordings {alarms} are called AI; of 100 AI recordings {missed} are missed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Of 100 human recordings {alarms} are called AI; of 100 AI recordings {passed} are called human; {undecided} of 100 stay uncertain.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Operating point</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{point} (recommended)</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ProgressStrip</name>
    <message>
      <source>&amp;Cancel</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Go on</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Pause</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>End the scan; what is done is kept</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ending; what is done is kept</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Paused</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Progress of the scan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{done:,} of {all:,} files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{hours} audio hours per minute</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{time} left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{time} of audio</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ResultsModel</name>
    <message>
      <source>AI</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>AI probability</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Detector</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Done</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Done, known before</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Duration</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>File</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Flagged</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Found</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>State</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stopped</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The verdict contradicts the truth.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Truth</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Verdict</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Waiting</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>human</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>none</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>the verdict is incorrect</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>RowActions</name>
    <message>
      <source>Check again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check with another detector</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy path</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export selected files...</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove from the list</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show in file manager</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Truth: AI</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Truth: human</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Truth: not known</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n:,} files are still being checked. Cancel the scan to remove them.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Scan</name>
    <message>
      <source>1 was skipped</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check selected files again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose audio or video files, or a folder with such files.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy the paths of selected files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export selected files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No audio was found in {places}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove selected files from the list</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Selected files are AI (truth)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Selected files are human (truth)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show the file in the file manager</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Truth of selected files is not known</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>about {hours} hours of audio</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>other reasons ({n:,})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>the files do not say how long they are</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{hours} hours of audio</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n:,} audio files in {places}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n:,} of them cannot be opened</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n:,} were skipped</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{names} and {n:,} more</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ScanPage</name>
    <message>
      <source>A folder is being looked through.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check the files and folders on the clipboard</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check {n:,} files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Checking files: {done:,} of {all:,} done ({share:.0f} %)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Do not check</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export a report</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Files are being checked.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Go on</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Go on with it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Leave it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Looking through {places}: {n:,} audio files so far</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pause the scan, or go on</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Scan of {date} with {detector}, as it was then. Nothing was checked again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Search</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show which</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Skipped files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The scan is done</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The scan of {places} from {date} was interrupted after {n:,} files.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The scan was cancelled; files that were done are kept.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no file or path on the clipboard. Copy files, or their full paths one a line.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>and {n:,} more</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{files:,} files checked, {flagged:,} flagged.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n:,} audio files found; {skipped}.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ScanTable</name>
    <message>
      <source>Files and their verdicts</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Section</name>
    <message>
      <source>Choose...</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose: {field}</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>SessionLine</name>
    <message>
      <source>Elapsed: {time}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No sound is kept</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only flagged sound is kept</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Recorded: {path}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Recording has stopped</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Recording the whole session: {path}</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>SettingsPage</name>
    <message>
      <source>Checking</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Detectors</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>General</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How far to trust this</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Live</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Next section</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sections of the settings</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ShortcutSheet</name>
    <message>
      <source>Keyboard shortcuts</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Shortcuts</name>
    <message>
      <source>Check a folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Go to History</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Go to Live</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Go to Scan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Go to Settings</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Go to Train</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Next control; Shift+Tab goes back</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Quit</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show this sheet</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>SideBar</name>
    <message>
      <source>How far to trust this</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keyboard shortcuts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keyboard shortcuts (F1)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Places</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>StateCard</name>
    <message>
      <source>AI probability {percent}, {since}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose an input and start.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Not listening</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>for {length}</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>StatusLine</name>
    <message>
      <source>Detector and operating point; opens the settings</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ready</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Status</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What the detector runs on; opens the settings</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>SummaryStrip</name>
    <message>
      <source>1 file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>AUC and equal error rate need files of both classes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>AUC {auc:.3f}, equal error rate {eer:.1f} %</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Confusion &amp;matrix</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Truth known for {n:,} files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>accuracy {share:.1f} % ({right:,} of {decided:,} decided)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n:,} checked</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n:,} could not be read</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n:,} files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n:,} flagged</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{time} of audio</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Timeline</name>
    <message>
      <source>Grey band: uncertain. Above it a moment points to AI, below it to human speech ({point}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reading the sound for the picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show the whole file (0)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Space plays and pauses. Left and right go to the previous and next flagged moment. Plus and minus zoom, 0 shows the whole file, Page Up and Page Down move.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Spectrogram</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The sound cannot be shown or played: {text}. {hint}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Timeline</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Waveform</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Zoom in (+)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Zoom out (-)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} % AI</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>TrustSection</name>
    <message>
      <source>95 % interval</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A real voice that was cleaned, stretched or changed by effects can look generated.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A verdict is an estimate, not a proof</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>AI called human</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How far to trust this</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How strict</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Less than 10 s of speech is weak evidence; under 1 s nothing is said.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Likely AI, or Contains AI speech: a reason to look closer. Listen to the marked moments and ask where the recording comes from.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Likely human: nothing pointed to AI. A new kind of AI voice may still pass.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Measured: {detector}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Never decide about a person with this verdict alone.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No detector can be used.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No error rates were measured for this detector. Do not rely on it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reading the detector...</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Recordings</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Singing, whispering, children and languages that were rare in training were hardly measured.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Telephone lines, strong compression, noise, reverberation and noise removal move the score.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The error rate where both kinds of error are equally frequent: lower is better, 50 % is a guess.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The probability compares both explanations as if they were equally common. Where almost all your recordings are human, most flags are false alarms.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Uncertain: the evidence is too weak for either. That is an honest answer, not a failure.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Under which conditions it errs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Veravox compares the sound of a voice with what it learned from many recordings. It does not know who speaks or what is true. Errors happen in both directions.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What to keep in mind</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>as MP3 of 32 kbit/s</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>as Opus of 16 kbit/s (voice messages)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>as they are</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>error rate</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>for AI voices it never heard in training</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>forced to decide: AI missed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>forced to decide: human called AI</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>human called AI</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>in a reverberant room</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>mean of the disturbed ones</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>over a telephone line</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>uncertain</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>with noise (10 dB)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>with the same noise under all (15 dB)</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Words</name>
    <message>
      <source>AI</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Apple graphics (MPS)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Contains AI speech</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Could not be read</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Likely AI</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Likely human</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>NVIDIA graphics card (CUDA)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No speech</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Uncertain</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>automatic</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>balanced</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>few false alarms</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>human</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>miss little</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>no speech</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>processor (CPU)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>uncertain</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Workbench</name>
    <message>
      <source>&amp;Export...</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Truth</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add &amp;files...</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add f&amp;older...</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>C&amp;lear list</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a CSV file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Forget the truth of all files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>From a CSV file (path, label)...</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>From folder names (ai, human, fake, real...)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No file fits the filter.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No file has a verdict yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>None of the files is named there. Folders count when they are called ai or human.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open report</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Say what the files really are, to see how right the verdicts are</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Starting</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The report is being written.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The report is written: {path}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The truth is set for {n:,} of {all:,} files.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>or drop them anywhere here</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>_Message</name>
    <message>
      <source>Close</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Close the message</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Message</source>
      <translation type="unfinished" />
    </message>
  </context>
</TS>
