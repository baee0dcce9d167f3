<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
  <context>
    <name>Alarm</name>
    <message>
      <source>AI probability {percent}, since {time}</source>
      <translation>KI-Wahrscheinlichkeit {percent}, seit {time}</translation>
    </message>
    <message>
      <source>Likely AI speech</source>
      <translation>Vermutlich KI-Sprache</translation>
    </message>
  </context>
  <context>
    <name>AlertCard</name>
    <message>
      <source> s</source>
      <translation> s</translation>
    </message>
    <message>
      <source>&amp;Alert me after</source>
      <translation>&amp;Warnen nach</translation>
    </message>
    <message>
      <source>Alerts</source>
      <translation>Warnungen</translation>
    </message>
    <message>
      <source>Flash</source>
      <translation>Blinken</translation>
    </message>
    <message>
      <source>Notification</source>
      <translation>Mitteilung</translation>
    </message>
    <message>
      <source>Seconds above the line before an alert</source>
      <translation>Sekunden über der Linie bis zur Warnung</translation>
    </message>
    <message>
      <source>Sound</source>
      <translation>Ton</translation>
    </message>
    <message>
      <source>Stop listening to change this</source>
      <translation>Zum Ändern das Zuhören beenden</translation>
    </message>
    <message>
      <source>of AI</source>
      <translation>KI</translation>
    </message>
  </context>
  <context>
    <name>CalibrateCard</name>
    <message>
      <source>20 clips and more of your own, in folders named ai and human. What it brings is measured on clips that were held out; the detector you adapt stays as it is.</source>
      <translation>Mindestens 20 eigene Clips in Ordnern namens ai und human. Was es bringt, wird an zurückgehaltenen Clips gemessen; der angepasste Detektor selbst bleibt, wie er ist.</translation>
    </message>
    <message>
      <source>A name has up to 64 letters, digits, dots, dashes and underscores.</source>
      <translation>Ein Name hat bis zu 64 Buchstaben, Ziffern, Punkte, Binde- und Unterstriche.</translation>
    </message>
    <message>
      <source>A&amp;dapt</source>
      <translation>An&amp;passen</translation>
    </message>
    <message>
      <source>Adapt to my recordings</source>
      <translation>An meine Aufnahmen anpassen</translation>
    </message>
    <message>
      <source>After, held out</source>
      <translation>Nachher, zurückgehalten</translation>
    </message>
    <message>
      <source>Also refit the last layer (more change, more clips needed)</source>
      <translation>Auch die letzte Schicht neu anpassen (mehr Änderung, mehr Clips nötig)</translation>
    </message>
    <message>
      <source>Before</source>
      <translation>Vorher</translation>
    </message>
    <message>
      <source>Before and after</source>
      <translation>Vorher und nachher</translation>
    </message>
    <message>
      <source>Change</source>
      <translation>Änderung</translation>
    </message>
    <message>
      <source>Choose the folder of my clips</source>
      <translation>Ordner meiner Clips wählen</translation>
    </message>
    <message>
      <source>Choose the folder of your clips</source>
      <translation>Ordner Ihrer Clips wählen</translation>
    </message>
    <message>
      <source>Choose the folder of your clips.</source>
      <translation>Wählen Sie den Ordner Ihrer Clips.</translation>
    </message>
    <message>
      <source>Choose...</source>
      <translation>Wählen...</translation>
    </message>
    <message>
      <source>D&amp;etector</source>
      <translation>D&amp;etektor</translation>
    </message>
    <message>
      <source>Detector to adapt</source>
      <translation>Anzupassender Detektor</translation>
    </message>
    <message>
      <source>Figure</source>
      <translation>Kennzahl</translation>
    </message>
    <message>
      <source>Folder of my clips</source>
      <translation>Ordner meiner Clips</translation>
    </message>
    <message>
      <source>Make it the active detector</source>
      <translation>Zum aktiven Detektor machen</translation>
    </message>
    <message>
      <source>My c&amp;lips</source>
      <translation>Meine C&amp;lips</translation>
    </message>
    <message>
      <source>Na&amp;me</source>
      <translation>Na&amp;me</translation>
    </message>
    <message>
      <source>Name of the adapted detector</source>
      <translation>Name des angepassten Detektors</translation>
    </message>
    <message>
      <source>On clips it has not seen, {name} got worse than {base} ({worse}): rather add clips from more sources than use it.</source>
      <translation>An Clips, die er nicht kannte, wurde {name} schlechter als {base} ({worse}): Fügen Sie lieber Clips aus mehr Quellen hinzu, statt ihn zu verwenden.</translation>
    </message>
    <message>
      <source>a folder with ai and human in it</source>
      <translation>ein Ordner mit ai und human darin</translation>
    </message>
    <message>
      <source>{name} was adapted from {base} with {used} clips.</source>
      <translation>{name} wurde mit {used} Clips aus {base} angepasst.</translation>
    </message>
    <message>
      <source>{name} was adapted from {base} with {used} clips; {all} could not all be judged.</source>
      <translation>{name} wurde mit {used} Clips aus {base} angepasst; nicht alle {all} ließen sich beurteilen.</translation>
    </message>
  </context>
  <context>
    <name>CheckingSection</name>
    <message>
      <source>(none can be used)</source>
      <translation>(keiner ist verwendbar)</translation>
    </message>
    <message>
      <source>A score every</source>
      <translation>Ein Score alle</translation>
    </message>
    <message>
      <source>A window is always 3 s long. A smaller step finds the edges of AI parts more exactly.</source>
      <translation>Ein Fenster ist immer 3 s lang. Eine kleinere Schrittweite findet die Grenzen von KI-Abschnitten genauer.</translation>
    </message>
    <message>
      <source>Detail</source>
      <translation>Feinheit</translation>
    </message>
    <message>
      <source>Detector</source>
      <translation>Detektor</translation>
    </message>
    <message>
      <source>Device</source>
      <translation>Recheneinheit</translation>
    </message>
    <message>
      <source>Every detector makes errors of both kinds. Fewer of one kind mean more of the other: choose which hurt you less.</source>
      <translation>Jeder Detektor macht Fehler beider Arten. Weniger von der einen heißt mehr von der anderen: Wählen Sie, welche Ihnen weniger schaden.</translation>
    </message>
    <message>
      <source>Files read at the same time</source>
      <translation>Gleichzeitig gelesene Dateien</translation>
    </message>
    <message>
      <source>How strict</source>
      <translation>Wie streng</translation>
    </message>
    <message>
      <source>Leave these as they are unless you know better.</source>
      <translation>Lassen Sie dies, wie es ist, wenn Sie nichts Besseres wissen.</translation>
    </message>
    <message>
      <source>More about the detectors</source>
      <translation>Mehr über die Detektoren</translation>
    </message>
    <message>
      <source>Speed</source>
      <translation>Geschwindigkeit</translation>
    </message>
    <message>
      <source>Threads of the detector</source>
      <translation>Threads des Detektors</translation>
    </message>
    <message>
      <source>automatic</source>
      <translation>automatisch</translation>
    </message>
    <message>
      <source>{name} (default)</source>
      <translation>{name} (Standard)</translation>
    </message>
    <message>
      <source>{seconds} s</source>
      <translation>{seconds} s</translation>
    </message>
  </context>
  <context>
    <name>CompareCard</name>
    <message>
      <source>AI found</source>
      <translation>KI gefunden</translation>
    </message>
    <message>
      <source>AUC</source>
      <translation>AUC</translation>
    </message>
    <message>
      <source>Balanced accuracy</source>
      <translation>Ausgewogene Trefferquote</translation>
    </message>
    <message>
      <source>Between {first} and {second} the difference may be chance.</source>
      <translation>Zwischen {first} und {second} kann der Unterschied Zufall sein.</translation>
    </message>
    <message>
      <source>C&amp;ompare</source>
      <translation>Ver&amp;gleichen</translation>
    </message>
    <message>
      <source>Compare with installed detectors</source>
      <translation>Mit installierten Detektoren vergleichen</translation>
    </message>
    <message>
      <source>Detector</source>
      <translation>Detektor</translation>
    </message>
    <message>
      <source>Detectors side by side</source>
      <translation>Detektoren nebeneinander</translation>
    </message>
    <message>
      <source>EER</source>
      <translation>EER</translation>
    </message>
    <message>
      <source>Needs a trained run (step 2) and recordings (step 1).</source>
      <translation>Braucht einen trainierten Lauf (Schritt 2) und Aufnahmen (Schritt 1).</translation>
    </message>
    <message>
      <source>On the test recordings of {name}, or its dev ones.</source>
      <translation>An den Test-Aufnahmen von {name} oder den Dev-Aufnahmen.</translation>
    </message>
    <message>
      <source>ROC</source>
      <translation>ROC</translation>
    </message>
    <message>
      <source>Wrong verdicts</source>
      <translation>Falsche Urteile</translation>
    </message>
    <message>
      <source>human flagged</source>
      <translation>Mensch markiert</translation>
    </message>
    <message>
      <source>{better} has a clearly lower error rate than {worse}: by {points} points.</source>
      <translation>{better} hat eine klar niedrigere Fehlerrate als {worse}: um {points} Punkte.</translation>
    </message>
    <message>
      <source>{files} recordings ({ai} AI, {human} human); the verdicts differ on {n}.</source>
      <translation>{files} Aufnahmen ({ai} KI, {human} Mensch); bei {n} weichen die Urteile ab.</translation>
    </message>
    <message>
      <source>{name}, AUC {value}</source>
      <translation>{name}, AUC {value}</translation>
    </message>
  </context>
  <context>
    <name>CompareDialog</name>
    <message>
      <source>Compare two jobs</source>
      <translation>Zwei Einträge vergleichen</translation>
    </message>
    <message>
      <source>Files of both jobs</source>
      <translation>Dateien beider Einträge</translation>
    </message>
    <message>
      <source>First: {before}. Second: {after}.</source>
      <translation>Erster: {before}. Zweiter: {after}.</translation>
    </message>
    <message>
      <source>Of {known:,} files whose truth is known, {first:,} were wrong before and {second:,} after.</source>
      <translation>Von {known} Dateien mit bekannter Wahrheit waren vorher {first} falsch und nachher {second}.</translation>
    </message>
    <message>
      <source>Only files whose verdict changed</source>
      <translation>Nur Dateien, deren Urteil sich geändert hat</translation>
    </message>
    <message>
      <source>The two jobs have no file in common.</source>
      <translation>Die beiden Einträge haben keine Datei gemeinsam.</translation>
    </message>
    <message>
      <source>{first:,} are only in the first, {second:,} only in the second.</source>
      <translation>{first} sind nur im ersten, {second} nur im zweiten.</translation>
    </message>
    <message>
      <source>{n:,} files are in both; the verdict of {changed:,} changed.</source>
      <translation>{n} Dateien sind in beiden; bei {changed} hat sich das Urteil geändert.</translation>
    </message>
  </context>
  <context>
    <name>ConfigForm</name>
    <message>
      <source>Back to the recipe</source>
      <translation>Zurück zum Rezept</translation>
    </message>
    <message>
      <source>These are the values of the model's recipe. What you change is shown in bold.</source>
      <translation>Das sind die Werte aus dem Rezept des Modells. Was Sie ändern, wird fett gezeigt.</translation>
    </message>
    <message>
      <source>name = value, name = value</source>
      <translation>Name = Wert, Name = Wert</translation>
    </message>
    <message>
      <source>one; another</source>
      <translation>eins; noch eins</translation>
    </message>
  </context>
  <context>
    <name>ConfusionMatrix</name>
    <message>
      <source>Confusion matrix</source>
      <translation>Konfusionsmatrix</translation>
    </message>
    <message>
      <source>Truth: AI</source>
      <translation>Wahrheit: KI</translation>
    </message>
    <message>
      <source>Truth: human</source>
      <translation>Wahrheit: Mensch</translation>
    </message>
  </context>
  <context>
    <name>CrashNet</name>
    <message>
      <source>Please report it with the log file:</source>
      <translation>Bitte melden Sie es mit der Protokolldatei:</translation>
    </message>
    <message>
      <source>Something went wrong inside Veravox. Your files and finished results are safe.</source>
      <translation>In Veravox ist etwas schiefgegangen. Ihre Dateien und fertigen Ergebnisse sind sicher.</translation>
    </message>
    <message>
      <source>Veravox</source>
      <translation>Veravox</translation>
    </message>
    <message>
      <source>You can go on. If something looks odd, close the window and open it again.</source>
      <translation>Sie können weiterarbeiten. Wenn etwas seltsam aussieht, schließen Sie das Fenster und öffnen es wieder.</translation>
    </message>
  </context>
  <context>
    <name>CurvesPanel</name>
    <message>
      <source>AUC (higher is better)</source>
      <translation>AUC (höher ist besser)</translation>
    </message>
    <message>
      <source>EER (lower is better)</source>
      <translation>EER (niedriger ist besser)</translation>
    </message>
    <message>
      <source>Loss</source>
      <translation>Verlust</translation>
    </message>
    <message>
      <source>On the dev recordings</source>
      <translation>An den Dev-Aufnahmen</translation>
    </message>
    <message>
      <source>dev recordings</source>
      <translation>Dev-Aufnahmen</translation>
    </message>
    <message>
      <source>epoch</source>
      <translation>Epoche</translation>
    </message>
    <message>
      <source>training</source>
      <translation>Training</translation>
    </message>
  </context>
  <context>
    <name>DataCard</name>
    <message>
      <source>&amp;New data folder...</source>
      <translation>&amp;Neuer Datenordner...</translation>
    </message>
    <message>
      <source>&amp;Two folders...</source>
      <translation>&amp;Zwei Ordner...</translation>
    </message>
    <message>
      <source>Choose &amp;manifest...</source>
      <translation>&amp;Manifest wählen...</translation>
    </message>
    <message>
      <source>Choose f&amp;older...</source>
      <translation>&amp;Ordner wählen...</translation>
    </message>
    <message>
      <source>Drop a data set here: one folder, a manifest CSV, or two folders</source>
      <translation>Datensatz hier ablegen: ein Ordner, eine Manifest-CSV oder zwei Ordner</translation>
    </message>
    <message>
      <source>Files that are missing or cannot be read: {n}</source>
      <translation>Fehlende oder nicht lesbare Dateien: {n}</translation>
    </message>
    <message>
      <source>Layout</source>
      <translation>Aufbau</translation>
    </message>
    <message>
      <source>Makes folders for long recordings, with a guide to what goes where</source>
      <translation>Legt Ordner für lange Aufnahmen an, mit einer Anleitung, was wohin gehört</translation>
    </message>
    <message>
      <source>Place</source>
      <translation>Ort</translation>
    </message>
    <message>
      <source>Problems</source>
      <translation>Probleme</translation>
    </message>
    <message>
      <source>Read it as</source>
      <translation>Lesen als</translation>
    </message>
    <message>
      <source>Recordings</source>
      <translation>Aufnahmen</translation>
    </message>
    <message>
      <source>Show the list</source>
      <translation>Liste zeigen</translation>
    </message>
    <message>
      <source>Speech made by machines and speech of people, told apart by the names of folders (ai and human, fake and real ...) or by a list. Nothing is changed or copied.</source>
      <translation>Von Maschinen erzeugte und menschliche Sprache, unterschieden durch Ordnernamen (ai und human, fake und real ...) oder durch eine Liste. Nichts wird geändert oder kopiert.</translation>
    </message>
    <message>
      <source>Splits</source>
      <translation>Aufteilung</translation>
    </message>
    <message>
      <source>Variety</source>
      <translation>Vielfalt</translation>
    </message>
    <message>
      <source>What is wrong with the data</source>
      <translation>Was mit den Daten nicht stimmt</translation>
    </message>
    <message>
      <source>found out by itself</source>
      <translation>selbst erkannt</translation>
    </message>
    <message>
      <source>none yet</source>
      <translation>noch keine</translation>
    </message>
    <message>
      <source>read as {layout}</source>
      <translation>gelesen als {layout}</translation>
    </message>
    <message>
      <source>{generators} generators, {speakers} speakers, {sources} sources</source>
      <translation>{generators} Generatoren, {speakers} Sprecher, {sources} Quellen</translation>
    </message>
    <message>
      <source>{n} long recordings that are not cut into clips yet</source>
      <translation>{n} lange Aufnahmen, die noch nicht in Clips geschnitten sind</translation>
    </message>
    <message>
      <source>{split}: {ai} AI, {human} human</source>
      <translation>{split}: {ai} KI, {human} Mensch</translation>
    </message>
    <message>
      <source>{time} in all</source>
      <translation>insgesamt {time}</translation>
    </message>
  </context>
  <context>
    <name>DataStep</name>
    <message>
      <source>Choose a data set</source>
      <translation>Datensatz wählen</translation>
    </message>
    <message>
      <source>Choose a manifest</source>
      <translation>Manifest wählen</translation>
    </message>
    <message>
      <source>Choose an empty folder for a new data set</source>
      <translation>Leeren Ordner für einen neuen Datensatz wählen</translation>
    </message>
    <message>
      <source>Drop one folder, one manifest CSV, or two folders: one with AI speech and one with human speech.</source>
      <translation>Legen Sie einen Ordner, eine Manifest-CSV oder zwei Ordner ab: einen mit KI-Sprache und einen mit menschlicher Sprache.</translation>
    </message>
    <message>
      <source>Looking at {name}</source>
      <translation>{name} wird angesehen</translation>
    </message>
    <message>
      <source>Making folders</source>
      <translation>Ordner werden angelegt</translation>
    </message>
    <message>
      <source>Manifests (*.csv);;All files (*)</source>
      <translation>Manifeste (*.csv);;Alle Dateien (*)</translation>
    </message>
    <message>
      <source>Preparing {name}</source>
      <translation>{name} wird vorbereitet</translation>
    </message>
    <message>
      <source>Reading two folders</source>
      <translation>Zwei Ordner werden gelesen</translation>
    </message>
    <message>
      <source>Step 1: data</source>
      <translation>Schritt 1: Daten</translation>
    </message>
    <message>
      <source>{n} things were dropped.</source>
      <translation>{n} Dinge wurden abgelegt.</translation>
    </message>
  </context>
  <context>
    <name>Detail</name>
    <message>
      <source>AI</source>
      <translation>KI</translation>
    </message>
    <message>
      <source>Decided at</source>
      <translation>Entschieden bei</translation>
    </message>
    <message>
      <source>Detector</source>
      <translation>Detektor</translation>
    </message>
    <message>
      <source>Detector SHA-256</source>
      <translation>SHA-256 des Detektors</translation>
    </message>
    <message>
      <source>File</source>
      <translation>Datei</translation>
    </message>
    <message>
      <source>Length</source>
      <translation>Länge</translation>
    </message>
    <message>
      <source>Score</source>
      <translation>Score</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>Größe</translation>
    </message>
    <message>
      <source>Sound</source>
      <translation>Ton</translation>
    </message>
    <message>
      <source>Speech analysed</source>
      <translation>Geprüfte Sprache</translation>
    </message>
    <message>
      <source>Speech in AI parts</source>
      <translation>Sprache in KI-Abschnitten</translation>
    </message>
    <message>
      <source>The file cannot be opened now: {reason}.</source>
      <translation>Die Datei kann jetzt nicht geöffnet werden: {reason}.</translation>
    </message>
    <message>
      <source>The file has changed since it was checked. Check it again: the verdict may not fit any more.</source>
      <translation>Die Datei wurde seit der Prüfung geändert. Prüfen Sie sie noch einmal: Das Urteil passt vielleicht nicht mehr.</translation>
    </message>
    <message>
      <source>The file is not where it was when it was checked. The verdict is kept; to see and hear the file, put it back or check it at its new place.</source>
      <translation>Die Datei liegt nicht mehr dort, wo sie geprüft wurde. Das Urteil bleibt erhalten; um die Datei zu sehen und zu hören, legen Sie sie zurück oder prüfen Sie sie am neuen Ort.</translation>
    </message>
    <message>
      <source>Truth</source>
      <translation>Wahrheit</translation>
    </message>
    <message>
      <source>Windows</source>
      <translation>Fenster</translation>
    </message>
    <message>
      <source>You said that this is {truth}: the verdict is wrong.</source>
      <translation>Sie haben angegeben, dass dies {truth} ist: Das Urteil ist falsch.</translation>
    </message>
    <message>
      <source>human</source>
      <translation>Mensch</translation>
    </message>
    <message>
      <source>human speech</source>
      <translation>menschliche Sprache</translation>
    </message>
    <message>
      <source>{n:,}, one every {hop:g} s</source>
      <translation>{n}, eines alle {hop:g} s</translation>
    </message>
    <message>
      <source>{score:+.2f} (more is AI, less is human)</source>
      <translation>{score:+.2f} (höher ist KI, niedriger ist Mensch)</translation>
    </message>
  </context>
  <context>
    <name>DetailHeader</name>
    <message>
      <source>AI probability</source>
      <translation>KI-Wahrscheinlichkeit</translation>
    </message>
  </context>
  <context>
    <name>DetailPanel</name>
    <message>
      <source>An explanation is being computed</source>
      <translation>Eine Erklärung wird berechnet</translation>
    </message>
    <message>
      <source>Caution</source>
      <translation>Vorsicht</translation>
    </message>
    <message>
      <source>Details of the file</source>
      <translation>Einzelheiten der Datei</translation>
    </message>
    <message>
      <source>Explain</source>
      <translation>Erklären</translation>
    </message>
    <message>
      <source>File</source>
      <translation>Datei</translation>
    </message>
    <message>
      <source>Hear the selected moment</source>
      <translation>Die gewählte Stelle anhören</translation>
    </message>
    <message>
      <source>Moments</source>
      <translation>Stellen</translation>
    </message>
    <message>
      <source>Move along the timeline</source>
      <translation>Auf der Zeitachse verschieben</translation>
    </message>
    <message>
      <source>Play and pause</source>
      <translation>Wiedergabe und Pause</translation>
    </message>
    <message>
      <source>Previous and next flagged moment</source>
      <translation>Vorige und nächste markierte Stelle</translation>
    </message>
    <message>
      <source>Select a file to see why it was judged as it was.</source>
      <translation>Wählen Sie eine Datei, um zu sehen, warum so geurteilt wurde.</translation>
    </message>
    <message>
      <source>Show the whole file in the timeline</source>
      <translation>Ganze Datei auf der Zeitachse zeigen</translation>
    </message>
    <message>
      <source>Zoom the timeline</source>
      <translation>Zeitachse zoomen</translation>
    </message>
  </context>
  <context>
    <name>DetectorCard</name>
    <message>
      <source>&amp;Name</source>
      <translation>&amp;Name</translation>
    </message>
    <message>
      <source>A name has up to 64 letters, digits, dots, dashes and underscores.</source>
      <translation>Ein Name hat bis zu 64 Buchstaben, Ziffern, Punkte, Binde- und Unterstriche.</translation>
    </message>
    <message>
      <source>E&amp;xport files...</source>
      <translation>Dateien e&amp;xportieren...</translation>
    </message>
    <message>
      <source>From run {name}: its best epoch is calibrated on the dev recordings, checked, and installed beside the other detectors.</source>
      <translation>Aus Lauf {name}: Seine beste Epoche wird an den Dev-Aufnahmen kalibriert, geprüft und neben den anderen Detektoren installiert.</translation>
    </message>
    <message>
      <source>Make it the &amp;active detector</source>
      <translation>Zum &amp;aktiven Detektor machen</translation>
    </message>
    <message>
      <source>Name of the detector</source>
      <translation>Name des Detektors</translation>
    </message>
    <message>
      <source>Set thresholds also through noise, codecs and telephones (six times as long)</source>
      <translation>Schwellen auch mit Rauschen, Codecs und Telefon bestimmen (sechsmal so lang)</translation>
    </message>
    <message>
      <source>There is no trained network yet: train one, or choose a run, in step 2.</source>
      <translation>Es gibt noch kein trainiertes Netz: Trainieren Sie in Schritt 2 eines, oder wählen Sie dort einen Lauf.</translation>
    </message>
    <message>
      <source>Try a smaller network with 8-bit numbers, kept only where it is as good</source>
      <translation>Ein kleineres Netz mit 8-Bit-Zahlen versuchen; es bleibt nur, wenn es ebenso gut ist</translation>
    </message>
    <message>
      <source>Use the trained detector</source>
      <translation>Den trainierten Detektor verwenden</translation>
    </message>
    <message>
      <source>What came of it</source>
      <translation>Was daraus wurde</translation>
    </message>
    <message>
      <source>{name} is the active detector.</source>
      <translation>{name} ist der aktive Detektor.</translation>
    </message>
  </context>
  <context>
    <name>DetectorsSection</name>
    <message>
      <source>An ensemble has no model card of its own. Its members have: choose them in the list.</source>
      <translation>Ein Ensemble hat keine eigene Modellkarte. Seine Mitglieder haben eine: Wählen Sie sie in der Liste.</translation>
    </message>
    <message>
      <source>Choose a detector</source>
      <translation>Detektor wählen</translation>
    </message>
    <message>
      <source>Copy sha256</source>
      <translation>sha256 kopieren</translation>
    </message>
    <message>
      <source>Detectors</source>
      <translation>Detektoren</translation>
    </message>
    <message>
      <source>Detectors (*.safetensors *.ensemble.json);;All files (*)</source>
      <translation>Detektoren (*.safetensors *.ensemble.json);;Alle Dateien (*)</translation>
    </message>
    <message>
      <source>Ensemble: the mean of {members}; {parameters} parameters, sha256: {sha256}</source>
      <translation>Ensemble: das Mittel aus {members}; {parameters} Parameter, sha256: {sha256}</translation>
    </message>
    <message>
      <source>Import...</source>
      <translation>Importieren...</translation>
    </message>
    <message>
      <source>Imported {name}. sha256: {sha256}</source>
      <translation>{name} importiert. sha256: {sha256}</translation>
    </message>
    <message>
      <source>It came with Veravox. To get it back you have to install Veravox again.</source>
      <translation>Er gehört zu Veravox. Um ihn zurückzubekommen, müssen Sie Veravox neu installieren.</translation>
    </message>
    <message>
      <source>Keep it</source>
      <translation>Behalten</translation>
    </message>
    <message>
      <source>Model card</source>
      <translation>Modellkarte</translation>
    </message>
    <message>
      <source>No detector is installed.</source>
      <translation>Es ist kein Detektor installiert.</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <source>Remove a detector</source>
      <translation>Detektor entfernen</translation>
    </message>
    <message>
      <source>Remove {name}? Its files are deleted.</source>
      <translation>{name} entfernen? Seine Dateien werden gelöscht.</translation>
    </message>
    <message>
      <source>Remove...</source>
      <translation>Entfernen...</translation>
    </message>
    <message>
      <source>This detector came without a model card.</source>
      <translation>Dieser Detektor kam ohne Modellkarte.</translation>
    </message>
    <message>
      <source>Use this one</source>
      <translation>Diesen verwenden</translation>
    </message>
    <message>
      <source>active</source>
      <translation>aktiv</translation>
    </message>
    <message>
      <source>cannot be used</source>
      <translation>nicht verwendbar</translation>
    </message>
    <message>
      <source>default</source>
      <translation>Standard</translation>
    </message>
    <message>
      <source>error rate {rate} %</source>
      <translation>Fehlerrate {rate} %</translation>
    </message>
    <message>
      <source>not measured</source>
      <translation>nicht gemessen</translation>
    </message>
    <message>
      <source>{file} was not imported.</source>
      <translation>{file} wurde nicht importiert.</translation>
    </message>
    <message>
      <source>{network}, {parameters} parameters, sha256: {sha256}</source>
      <translation>{network}, {parameters} Parameter, sha256: {sha256}</translation>
    </message>
  </context>
  <context>
    <name>DoneCard</name>
    <message>
      <source>&amp;Export a report...</source>
      <translation>&amp;Bericht exportieren...</translation>
    </message>
    <message>
      <source>Show in &amp;Scan</source>
      <translation>In „&amp;Prüfen“ zeigen</translation>
    </message>
    <message>
      <source>The whole session ({length}): {verdict}</source>
      <translation>Die ganze Sitzung ({length}): {verdict}</translation>
    </message>
  </context>
  <context>
    <name>DropZone</name>
    <message>
      <source>A verdict is an estimate with known error rates, not a proof.</source>
      <translation>Ein Urteil ist eine Schätzung mit bekannten Fehlerraten, kein Beweis.</translation>
    </message>
    <message>
      <source>Choose &amp;files...</source>
      <translation>&amp;Dateien wählen...</translation>
    </message>
    <message>
      <source>Choose a folder</source>
      <translation>Ordner wählen</translation>
    </message>
    <message>
      <source>Choose f&amp;older...</source>
      <translation>&amp;Ordner wählen...</translation>
    </message>
    <message>
      <source>Choose recordings</source>
      <translation>Aufnahmen wählen</translation>
    </message>
    <message>
      <source>Drop recordings or folders here</source>
      <translation>Aufnahmen oder Ordner hier ablegen</translation>
    </message>
    <message>
      <source>Everything happens on this computer; no audio leaves it.</source>
      <translation>Alles geschieht auf diesem Computer; kein Ton verlässt ihn.</translation>
    </message>
    <message>
      <source>Veravox listens to recordings and tells generated speech from human speech.</source>
      <translation>Veravox hört Aufnahmen an und unterscheidet erzeugte von menschlicher Sprache.</translation>
    </message>
  </context>
  <context>
    <name>Engine</name>
    <message>
      <source>A manifest is a CSV with at least the columns file (or path) and label (human or ai)</source>
      <translation>Ein Manifest ist eine CSV-Datei mit mindestens den Spalten file (oder path) und label (human oder ai)</translation>
    </message>
    <message>
      <source>About {n}</source>
      <translation>Etwa {n}</translation>
    </message>
    <message>
      <source>Another detector named {name} is installed</source>
      <translation>Ein anderer Detektor namens {name} ist installiert</translation>
    </message>
    <message>
      <source>Cannot be opened: {reason}</source>
      <translation>Kann nicht geöffnet werden: {reason}</translation>
    </message>
    <message>
      <source>Cannot decode {name}: {reason}</source>
      <translation>{name} kann nicht dekodiert werden: {reason}</translation>
    </message>
    <message>
      <source>Cannot open {name}: {reason}</source>
      <translation>{name} kann nicht geöffnet werden: {reason}</translation>
    </message>
    <message>
      <source>Cannot write to {name}: {error}</source>
      <translation>In {name} kann nicht geschrieben werden: {error}</translation>
    </message>
    <message>
      <source>Cannot write {name}: it is a folder</source>
      <translation>{name} kann nicht geschrieben werden: ein Ordner</translation>
    </message>
    <message>
      <source>Cannot write {name}: {error}</source>
      <translation>{name} kann nicht geschrieben werden: {error}</translation>
    </message>
    <message>
      <source>Check that a microphone is connected and that this program may use it</source>
      <translation>Prüfen Sie, ob ein Mikrofon angeschlossen ist und ob dieses Programm es verwenden darf</translation>
    </message>
    <message>
      <source>Check that the file exists, is a regular file and that you may read it</source>
      <translation>Prüfen Sie, ob es die Datei gibt, ob sie eine gewöhnliche Datei ist und ob Sie sie lesen dürfen</translation>
    </message>
    <message>
      <source>Check that the folder exists and that you may write there</source>
      <translation>Prüfen Sie, ob es den Ordner gibt und ob Sie dort schreiben dürfen</translation>
    </message>
    <message>
      <source>Check that you may read it</source>
      <translation>Prüfen Sie, ob Sie sie lesen dürfen</translation>
    </message>
    <message>
      <source>Check the file again with a present detector</source>
      <translation>Prüfen Sie die Datei erneut mit einem vorhandenen Detektor</translation>
    </message>
    <message>
      <source>Check the spelling of the path</source>
      <translation>Prüfen Sie die Schreibweise des Pfades</translation>
    </message>
    <message>
      <source>Choose a file that has a sound track</source>
      <translation>Wählen Sie eine Datei mit einer Tonspur</translation>
    </message>
    <message>
      <source>Choose an audio or video file</source>
      <translation>Wählen Sie eine Ton- oder Videodatei</translation>
    </message>
    <message>
      <source>Choose another detector in the settings</source>
      <translation>Wählen Sie in den Einstellungen einen anderen Detektor</translation>
    </message>
    <message>
      <source>Choose another device in the settings</source>
      <translation>Wählen Sie in den Einstellungen eine andere Recheneinheit</translation>
    </message>
    <message>
      <source>Choose another input with --input, or close the program that is using it</source>
      <translation>Wählen Sie einen anderen Eingang, oder schließen Sie das Programm, das ihn benutzt</translation>
    </message>
    <message>
      <source>Choose another place for the history in the settings</source>
      <translation>Wählen Sie in den Einstellungen einen anderen Ort für den Verlauf</translation>
    </message>
    <message>
      <source>Choose another value</source>
      <translation>Wählen Sie einen anderen Wert</translation>
    </message>
    <message>
      <source>Choose or import a detector in the settings</source>
      <translation>Wählen oder importieren Sie einen Detektor in den Einstellungen</translation>
    </message>
    <message>
      <source>Connect a microphone, or allow this program to use it, and try again</source>
      <translation>Schließen Sie ein Mikrofon an, oder erlauben Sie diesem Programm, es zu verwenden, und versuchen Sie es erneut</translation>
    </message>
    <message>
      <source>Connect headphones or loudspeakers, and check the system's sound settings</source>
      <translation>Schließen Sie Kopfhörer oder Lautsprecher an, und prüfen Sie die Toneinstellungen des Systems</translation>
    </message>
    <message>
      <source>Convert it to WAV or FLAC and try again</source>
      <translation>Wandeln Sie sie in WAV oder FLAC um und versuchen Sie es erneut</translation>
    </message>
    <message>
      <source>Copy or download the file again</source>
      <translation>Kopieren Sie die Datei erneut, oder laden Sie sie erneut herunter</translation>
    </message>
    <message>
      <source>Copy or download the file again; a recording that was interrupted needs a repair tool</source>
      <translation>Kopieren Sie die Datei erneut, oder laden Sie sie erneut herunter; eine unterbrochene Aufnahme braucht ein Reparaturprogramm</translation>
    </message>
    <message>
      <source>Export the recording again from the program that made it</source>
      <translation>Exportieren Sie die Aufnahme erneut aus dem Programm, das sie gemacht hat</translation>
    </message>
    <message>
      <source>Fewer than 1</source>
      <translation>Weniger als 1</translation>
    </message>
    <message>
      <source>Free some disk space</source>
      <translation>Schaffen Sie Platz auf dem Datenträger</translation>
    </message>
    <message>
      <source>Install PortAudio: on Debian or Ubuntu `sudo apt-get install libportaudio2`</source>
      <translation>Installieren Sie PortAudio: unter Debian oder Ubuntu `sudo apt-get install libportaudio2`</translation>
    </message>
    <message>
      <source>Install the detector again, or choose another one with --model</source>
      <translation>Installieren Sie den Detektor neu, oder wählen Sie in den Einstellungen einen anderen</translation>
    </message>
    <message>
      <source>It knows: {names}</source>
      <translation>Er kennt: {names}</translation>
    </message>
    <message>
      <source>Job {n} is running</source>
      <translation>Der Eintrag {n} läuft noch</translation>
    </message>
    <message>
      <source>Let it end or cancel it, then delete it</source>
      <translation>Lassen Sie ihn enden, oder brechen Sie ihn ab, dann löschen Sie ihn</translation>
    </message>
    <message>
      <source>Live listening is not possible: PortAudio is not installed</source>
      <translation>Live-Zuhören ist nicht möglich: PortAudio ist nicht installiert</translation>
    </message>
    <message>
      <source>Live session; its sound was not kept</source>
      <translation>Live-Sitzung; ihr Ton wurde nicht behalten</translation>
    </message>
    <message>
      <source>Move recordings elsewhere or delete them, or raise the limit in the settings</source>
      <translation>Verschieben oder löschen Sie Aufnahmen, oder erhöhen Sie die Grenze in den Einstellungen</translation>
    </message>
    <message>
      <source>Name a file, or a folder with recordings in it</source>
      <translation>Nennen Sie eine Datei oder einen Ordner mit Aufnahmen</translation>
    </message>
    <message>
      <source>Name another file with --db</source>
      <translation>Wählen Sie in den Einstellungen eine andere Verlaufsdatei</translation>
    </message>
    <message>
      <source>Name another file with --db, or move the damaged one away; a new one is made</source>
      <translation>Wählen Sie in den Einstellungen eine andere Verlaufsdatei, oder verschieben Sie die beschädigte; eine neue wird angelegt</translation>
    </message>
    <message>
      <source>No detector is installed</source>
      <translation>Es ist kein Detektor installiert</translation>
    </message>
    <message>
      <source>None</source>
      <translation>Keine</translation>
    </message>
    <message>
      <source>Not AI as a whole, but {times} points to AI ({n} of {n2} windows)</source>
      <translation>Als Ganzes nicht KI, aber bei {times} Hinweise auf KI ({n} von {n2} Fenstern)</translation>
    </message>
    <message>
      <source>Nothing more is kept: the folder for recordings is full ({n} of {n2} MB)</source>
      <translation>Es wird nichts mehr behalten: Der Ordner für Aufnahmen ist voll ({n} von {n2} MB)</translation>
    </message>
    <message>
      <source>Of 100 human recordings {rate} scored on the AI side in our test; of 100 AI recordings {rate2} scored on the human side</source>
      <translation>Von 100 menschlichen Aufnahmen lagen in unserem Test {rate} auf der KI-Seite; von 100 KI-Aufnahmen lagen {rate2} auf der Seite der Menschen</translation>
    </message>
    <message>
      <source>Of 100 human recordings {rate} were flagged in our test; of 100 AI recordings {rate2} passed as human</source>
      <translation>Von 100 menschlichen Aufnahmen wurden in unserem Test {rate} markiert; von 100 KI-Aufnahmen gingen {rate2} als Mensch durch</translation>
    </message>
    <message>
      <source>Only {n} s of speech were found; at least {n2} s is needed to judge</source>
      <translation>Nur {n} s Sprache gefunden; für ein Urteil braucht es mindestens {n2} s</translation>
    </message>
    <message>
      <source>Only {n} s of speech: weak evidence</source>
      <translation>Nur {n} s Sprache: ein schwacher Beleg</translation>
    </message>
    <message>
      <source>Playback is not possible: PortAudio is not installed</source>
      <translation>Wiedergabe ist nicht möglich: PortAudio ist nicht installiert</translation>
    </message>
    <message>
      <source>Please report it with the log file</source>
      <translation>Bitte melden Sie es mit der Protokolldatei</translation>
    </message>
    <message>
      <source>Please report this with the log file</source>
      <translation>Bitte melden Sie dies mit der Protokolldatei</translation>
    </message>
    <message>
      <source>Protected files cannot be read by other programs; record or export an unprotected copy</source>
      <translation>Geschützte Dateien sind für andere Programme nicht lesbar; machen Sie eine ungeschützte Kopie</translation>
    </message>
    <message>
      <source>Recording stopped: {error}</source>
      <translation>Die Aufnahme ist beendet: {error}</translation>
    </message>
    <message>
      <source>Recording the session stopped: {error}</source>
      <translation>Die Aufnahme der Sitzung ist beendet: {error}</translation>
    </message>
    <message>
      <source>Remove the ensemble first</source>
      <translation>Entfernen Sie zuerst das Ensemble</translation>
    </message>
    <message>
      <source>Remove the installed {name} first, then import this one</source>
      <translation>Entfernen Sie zuerst den installierten {name}, dann importieren Sie diesen</translation>
    </message>
    <message>
      <source>Running on the CPU: {reason}</source>
      <translation>Gerechnet wird auf dem Prozessor: {reason}</translation>
    </message>
    <message>
      <source>Something went wrong: {error}</source>
      <translation>Etwas ist schiefgegangen: {error}</translation>
    </message>
    <message>
      <source>The PDF could not be drawn</source>
      <translation>Das PDF konnte nicht gezeichnet werden</translation>
    </message>
    <message>
      <source>The defaults are used</source>
      <translation>Die Standardwerte werden verwendet</translation>
    </message>
    <message>
      <source>The detector file {name} is missing in {folder}</source>
      <translation>Die Detektordatei {name} fehlt in {folder}</translation>
    </message>
    <message>
      <source>The detector {name} that judged this file is not installed any more</source>
      <translation>Der Detektor {name}, der diese Datei beurteilt hat, ist nicht mehr installiert</translation>
    </message>
    <message>
      <source>The detector {name} that judged this file was replaced by another one of that name</source>
      <translation>Der Detektor {name}, der diese Datei beurteilt hat, wurde durch einen anderen dieses Namens ersetzt</translation>
    </message>
    <message>
      <source>The device {name} cannot be used: {reason}</source>
      <translation>Die Recheneinheit {name} ist nicht verwendbar: {reason}</translation>
    </message>
    <message>
      <source>The error rates of this detector have not been measured</source>
      <translation>Die Fehlerraten dieses Detektors wurden nicht gemessen</translation>
    </message>
    <message>
      <source>The file holds {n} s of audio: there is nothing to judge</source>
      <translation>Die Datei enthält {n} s Ton: Es gibt nichts zu beurteilen</translation>
    </message>
    <message>
      <source>The file is damaged ({reason}); {n} s could be read</source>
      <translation>Die Datei ist beschädigt ({reason}); {n} s waren lesbar</translation>
    </message>
    <message>
      <source>The file is damaged or ends early: {n} s of {n2} s could be read</source>
      <translation>Die Datei ist beschädigt oder endet zu früh: {n} s von {n2} s waren lesbar</translation>
    </message>
    <message>
      <source>The file or the disk it is on may be damaged; copy the file to a local disk and try again</source>
      <translation>Die Datei oder ihr Datenträger ist vielleicht beschädigt; kopieren Sie die Datei auf ein lokales Laufwerk und versuchen Sie es erneut</translation>
    </message>
    <message>
      <source>The history {name} cannot be opened: {error}</source>
      <translation>Der Verlauf {name} kann nicht geöffnet werden: {error}</translation>
    </message>
    <message>
      <source>The history {name} cannot be used: {error}</source>
      <translation>Der Verlauf {name} ist nicht verwendbar: {error}</translation>
    </message>
    <message>
      <source>The input "{name}" accepts no known format</source>
      <translation>Der Eingang „{name}“ nimmt kein bekanntes Format an</translation>
    </message>
    <message>
      <source>The recording holds nothing above {n} kHz</source>
      <translation>Die Aufnahme enthält nichts über {n} kHz</translation>
    </message>
    <message>
      <source>The recording is overdriven: {n} % of it is clipped</source>
      <translation>Die Aufnahme ist übersteuert: {n} % sind abgeschnitten</translation>
    </message>
    <message>
      <source>The settings cannot be saved in {name}: {error}</source>
      <translation>Die Einstellungen können nicht in {name} gespeichert werden: {error}</translation>
    </message>
    <message>
      <source>The settings file {name} cannot be read ({error})</source>
      <translation>Die Einstellungsdatei {name} ist nicht lesbar ({error})</translation>
    </message>
    <message>
      <source>The sound output cannot be opened: {name}</source>
      <translation>Der Tonausgang kann nicht geöffnet werden: {name}</translation>
    </message>
    <message>
      <source>The sound output has gone</source>
      <translation>Der Tonausgang ist weg</translation>
    </message>
    <message>
      <source>The speech detector {name} is missing</source>
      <translation>Der Sprachdetektor {name} fehlt</translation>
    </message>
    <message>
      <source>The {n} s of speech are scattered in pieces too short to judge</source>
      <translation>Die {n} s Sprache sind in zu kurze Stücke verstreut für ein Urteil</translation>
    </message>
    <message>
      <source>There is no detector file {name}</source>
      <translation>Es gibt keine Detektordatei {name}</translation>
    </message>
    <message>
      <source>There is no detector {name}; installed: {names}</source>
      <translation>Es gibt keinen Detektor {name}; installiert: {names}</translation>
    </message>
    <message>
      <source>There is no input "{name}"</source>
      <translation>Es gibt keinen Eingang „{name}“</translation>
    </message>
    <message>
      <source>There is no such file or folder</source>
      <translation>Eine solche Datei oder einen solchen Ordner gibt es nicht</translation>
    </message>
    <message>
      <source>These settings were not usable and have their default again: {names}</source>
      <translation>Diese Einstellungen waren nicht brauchbar und haben wieder ihren Standardwert: {names}</translation>
    </message>
    <message>
      <source>They hold until you close the window</source>
      <translation>Sie gelten, bis Sie das Fenster schließen</translation>
    </message>
    <message>
      <source>This computer has no sound input</source>
      <translation>Dieser Computer hat keinen Toneingang</translation>
    </message>
    <message>
      <source>This computer has no sound output</source>
      <translation>Dieser Computer hat keinen Tonausgang</translation>
    </message>
    <message>
      <source>This detector has no operating point {name}</source>
      <translation>Dieser Detektor hat keinen Arbeitspunkt {name}</translation>
    </message>
    <message>
      <source>This detector is already installed as {name}</source>
      <translation>Dieser Detektor ist schon als {name} installiert</translation>
    </message>
    <message>
      <source>Too close to call: {n} of {n2} windows point to AI, {n3} to human speech</source>
      <translation>Zu knapp für ein Urteil: {n} von {n2} Fenstern deuten auf KI, {n3} auf menschliche Sprache</translation>
    </message>
    <message>
      <source>Too close to call: {n} of {n2} windows points to AI, {n3} to human speech</source>
      <translation>Zu knapp für ein Urteil: {n} von {n2} Fenstern deutet auf KI, {n3} auf menschliche Sprache</translation>
    </message>
    <message>
      <source>Trust the verdict less</source>
      <translation>Trauen Sie dem Urteil weniger</translation>
    </message>
    <message>
      <source>Update Veravox, or export the detector again with this version</source>
      <translation>Aktualisieren Sie Veravox, oder exportieren Sie den Detektor mit dieser Version neu</translation>
    </message>
    <message>
      <source>Update Veravox, or use another --db</source>
      <translation>Aktualisieren Sie Veravox, oder wählen Sie in den Einstellungen eine andere Verlaufsdatei</translation>
    </message>
    <message>
      <source>Use --device auto or --device cpu</source>
      <translation>Wählen Sie als Recheneinheit „automatisch“ oder „Prozessor (CPU)“</translation>
    </message>
    <message>
      <source>Use a detector made by `veravox export`, which is a .safetensors file</source>
      <translation>Verwenden Sie einen Detektor von `veravox export`, eine .safetensors-Datei</translation>
    </message>
    <message>
      <source>Where only 1 recording in 100 is AI, {rate} of 100 flagged recordings would be human: a flag is a reason to look closer, not a proof</source>
      <translation>Wo nur 1 von 100 Aufnahmen KI ist, wären {rate} von 100 markierten Aufnahmen menschlich: Eine Markierung ist ein Grund, genauer hinzusehen, kein Beweis</translation>
    </message>
    <message>
      <source>You can choose another one beside it</source>
      <translation>Sie können daneben einen anderen wählen</translation>
    </message>
    <message>
      <source>You find it in the list</source>
      <translation>Sie finden ihn in der Liste</translation>
    </message>
    <message>
      <source>`veravox models` lists the detectors</source>
      <translation>Die Einstellungen listen die Detektoren auf</translation>
    </message>
    <message>
      <source>a GPU needs PyTorch, which is not installed (pip install "veravox[train]")</source>
      <translation>eine Grafikkarte braucht PyTorch, das nicht installiert ist (pip install "veravox[train]")</translation>
    </message>
    <message>
      <source>about {n}</source>
      <translation>etwa {n}</translation>
    </message>
    <message>
      <source>all its samples are invalid numbers (NaN or infinite)</source>
      <translation>alle Abtastwerte sind ungültige Zahlen (NaN oder unendlich)</translation>
    </message>
    <message>
      <source>fewer than 1</source>
      <translation>weniger als 1</translation>
    </message>
    <message>
      <source>it cannot be read ({name})</source>
      <translation>nicht lesbar ({name})</translation>
    </message>
    <message>
      <source>it is a MIDI file: notes, not sound</source>
      <translation>eine MIDI-Datei: Noten, kein Ton</translation>
    </message>
    <message>
      <source>it is a ZIP archive or office document</source>
      <translation>ein ZIP-Archiv oder Office-Dokument</translation>
    </message>
    <message>
      <source>it is a database</source>
      <translation>eine Datenbank</translation>
    </message>
    <message>
      <source>it is a device, not a file</source>
      <translation>ein Gerät, keine Datei</translation>
    </message>
    <message>
      <source>it is a folder</source>
      <translation>ein Ordner</translation>
    </message>
    <message>
      <source>it is a pipe (FIFO), not a file</source>
      <translation>eine Pipe (FIFO), keine Datei</translation>
    </message>
    <message>
      <source>it is a playlist, not sound</source>
      <translation>eine Wiedergabeliste, kein Ton</translation>
    </message>
    <message>
      <source>it is a program</source>
      <translation>ein Programm</translation>
    </message>
    <message>
      <source>it is a socket, not a file</source>
      <translation>ein Socket, keine Datei</translation>
    </message>
    <message>
      <source>it is a text file</source>
      <translation>eine Textdatei</translation>
    </message>
    <message>
      <source>it is a {name} archive</source>
      <translation>ein {name}-Archiv</translation>
    </message>
    <message>
      <source>it is a {name} document</source>
      <translation>ein {name}-Dokument</translation>
    </message>
    <message>
      <source>it is a {name} image</source>
      <translation>ein {name}-Bild</translation>
    </message>
    <message>
      <source>it is empty (0 bytes)</source>
      <translation>leer (0 Bytes)</translation>
    </message>
    <message>
      <source>it is hidden</source>
      <translation>versteckt</translation>
    </message>
    <message>
      <source>it is protected (DRM)</source>
      <translation>sie ist geschützt (DRM)</translation>
    </message>
    <message>
      <source>it is the same folder as one above</source>
      <translation>derselbe Ordner wie ein übergeordneter</translation>
    </message>
    <message>
      <source>its content is no audio or video format that is known here</source>
      <translation>der Inhalt ist kein hier bekanntes Ton- oder Videoformat</translation>
    </message>
    <message>
      <source>its end, with the index, is missing</source>
      <translation>das Ende mit dem Index fehlt</translation>
    </message>
    <message>
      <source>its header is wrong</source>
      <translation>der Dateikopf ist falsch</translation>
    </message>
    <message>
      <source>live sound</source>
      <translation>Live-Ton</translation>
    </message>
    <message>
      <source>no NVIDIA GPU or driver was found</source>
      <translation>keine NVIDIA-Grafikkarte oder kein Treiber gefunden</translation>
    </message>
    <message>
      <source>no sound could be decoded from this {name} file</source>
      <translation>aus dieser {name}-Datei ließ sich kein Ton dekodieren</translation>
    </message>
    <message>
      <source>none</source>
      <translation>keine</translation>
    </message>
    <message>
      <source>parts of it are unreadable</source>
      <translation>Teile sind nicht lesbar</translation>
    </message>
    <message>
      <source>read by {name}</source>
      <translation>gelesen mit {name}</translation>
    </message>
    <message>
      <source>the decoder failed ({name})</source>
      <translation>der Dekodierer versagte ({name})</translation>
    </message>
    <message>
      <source>there is no sound track in it</source>
      <translation>sie enthält keine Tonspur</translation>
    </message>
    <message>
      <source>this is not a Mac with Apple silicon</source>
      <translation>dies ist kein Mac mit Apple-Chip</translation>
    </message>
    <message>
      <source>{length} of sound were lost ({times}) and count as no speech</source>
      <translation>{length} Ton gingen verloren ({times}) und zählen als keine Sprache</translation>
    </message>
    <message>
      <source>{name} has a missing or unusable field: {field}</source>
      <translation>In {name} fehlt ein Feld oder ist unbrauchbar: {field}</translation>
    </message>
    <message>
      <source>{name} has format version {n}; this program reads version {n2}</source>
      <translation>{name} hat Formatversion {n}; dieses Programm liest Version {n2}</translation>
    </message>
    <message>
      <source>{name} is a database of another program</source>
      <translation>{name} ist eine Datenbank eines anderen Programms</translation>
    </message>
    <message>
      <source>{name} is a folder, not a recording</source>
      <translation>{name} ist ein Ordner, keine Aufnahme</translation>
    </message>
    <message>
      <source>{name} is a part of {names}</source>
      <translation>{name} ist ein Teil von {names}</translation>
    </message>
    <message>
      <source>{name} is a pickle file, which can run code when it is opened; it is not loaded</source>
      <translation>{name} ist eine Pickle-Datei, die beim Öffnen Programme ausführen kann; sie wird nicht geladen</translation>
    </message>
    <message>
      <source>{name} is not a Veravox detector, or it is cut short or damaged</source>
      <translation>{name} ist kein Veravox-Detektor oder ist abgeschnitten oder beschädigt</translation>
    </message>
    <message>
      <source>{name} is taken when no other detector is chosen; it stays</source>
      <translation>{name} wird genommen, wenn kein anderer Detektor gewählt ist; er bleibt</translation>
    </message>
    <message>
      <source>{name} was changed or damaged after it was made: its fingerprint does not fit</source>
      <translation>{name} wurde nach der Herstellung geändert oder beschädigt: Der Fingerabdruck passt nicht</translation>
    </message>
    <message>
      <source>{name} was written by a newer version of Veravox</source>
      <translation>{name} wurde von einer neueren Version von Veravox geschrieben</translation>
    </message>
    <message>
      <source>{n} channels</source>
      <translation>{n} Kanäle</translation>
    </message>
    <message>
      <source>{n} of {n2} windows point to AI</source>
      <translation>{n} von {n2} Fenstern deuten auf KI</translation>
    </message>
    <message>
      <source>{n} of {n2} windows point to AI; strongest {times}</source>
      <translation>{n} von {n2} Fenstern deuten auf KI; am stärksten {times}</translation>
    </message>
    <message>
      <source>{n} of {n2} windows point to human speech</source>
      <translation>{n} von {n2} Fenstern deuten auf menschliche Sprache</translation>
    </message>
    <message>
      <source>{n} of {n2} windows points to AI</source>
      <translation>{n} von {n2} Fenstern deutet auf KI</translation>
    </message>
    <message>
      <source>{n} of {n2} windows points to AI; strongest {times}</source>
      <translation>{n} von {n2} Fenstern deutet auf KI; am stärksten {times}</translation>
    </message>
    <message>
      <source>{n} of {n2} windows points to human speech</source>
      <translation>{n} von {n2} Fenstern deutet auf menschliche Sprache</translation>
    </message>
    <message>
      <source>{n} samples were invalid numbers (NaN or infinite) and were set to zero</source>
      <translation>{n} Abtastwerte waren keine gültigen Zahlen (NaN oder unendlich) und wurden auf null gesetzt</translation>
    </message>
    <message>
      <source>{rate} of 100 recordings were left uncertain</source>
      <translation>{rate} von 100 Aufnahmen blieben unsicher</translation>
    </message>
    <message>
      <source>{split}, clean and through {n} corruptions: {n2} recordings, {n3} sources</source>
      <translation>{split}, unverändert und mit {n} Störungen: {n2} Aufnahmen, {n3} Quellen</translation>
    </message>
    <message>
      <source>{split}: {n} recordings, {n2} sources</source>
      <translation>{split}: {n} Aufnahmen, {n2} Quellen</translation>
    </message>
    <message>
      <source>{times} and {n} more</source>
      <translation>{times} und {n} weiteren</translation>
    </message>
    <message>
      <source>{times} and {time}</source>
      <translation>{times} und {time}</translation>
    </message>
  </context>
  <context>
    <name>EvaluateStep</name>
    <message>
      <source>&amp;Detector</source>
      <translation>&amp;Detektor</translation>
    </message>
    <message>
      <source>&amp;Measure</source>
      <translation>&amp;Messen</translation>
    </message>
    <message>
      <source>&amp;Recordings</source>
      <translation>&amp;Aufnahmen</translation>
    </message>
    <message>
      <source>Also through noise, codecs and telephones (six times as long)</source>
      <translation>Auch mit Rauschen, Codecs und Telefon (sechsmal so lang)</translation>
    </message>
    <message>
      <source>Choose recordings in step 1 first: a detector is measured on them.</source>
      <translation>Wählen Sie zuerst in Schritt 1 Aufnahmen: An ihnen wird ein Detektor gemessen.</translation>
    </message>
    <message>
      <source>Go on to 4 Use</source>
      <translation>Weiter zu 4 Verwenden</translation>
    </message>
    <message>
      <source>Measure</source>
      <translation>Messen</translation>
    </message>
    <message>
      <source>Measuring {name}</source>
      <translation>{name} wird gemessen</translation>
    </message>
    <message>
      <source>On which recordings</source>
      <translation>An welchen Aufnahmen</translation>
    </message>
    <message>
      <source>Step 3: evaluate</source>
      <translation>Schritt 3: Auswerten</translation>
    </message>
    <message>
      <source>There is no detector yet: train one in step 2.</source>
      <translation>Es gibt noch keinen Detektor: Trainieren Sie in Schritt 2 einen.</translation>
    </message>
    <message>
      <source>There is no test split: figures on recordings that training saw, or chose by, look too good.</source>
      <translation>Es gibt keinen Testteil: Kennzahlen an Aufnahmen, die das Training sah oder nach denen es auswählte, sehen zu gut aus.</translation>
    </message>
    <message>
      <source>What is measured</source>
      <translation>Was gemessen wird</translation>
    </message>
    <message>
      <source>detector {name}</source>
      <translation>Detektor {name}</translation>
    </message>
    <message>
      <source>run {name}</source>
      <translation>Lauf {name}</translation>
    </message>
  </context>
  <context>
    <name>EventList</name>
    <message>
      <source>Changes, alerts and problems of the session appear here.</source>
      <translation>Hier erscheinen Wechsel, Warnungen und Probleme der Sitzung.</translation>
    </message>
    <message>
      <source>What happened</source>
      <translation>Was geschah</translation>
    </message>
  </context>
  <context>
    <name>Explain</name>
    <message>
      <source>Each piece was covered in turn and the moment scored again. Orange: without this piece the score would be more human. Blue: without it, more AI. The stronger the colour, the larger the change.</source>
      <translation>Jedes Stück wurde der Reihe nach abgedeckt und die Stelle neu bewertet. Orange: Ohne dieses Stück läge der Score näher bei Mensch. Blau: ohne es näher bei KI. Je kräftiger die Farbe, desto größer die Änderung.</translation>
    </message>
    <message>
      <source>It shows what this detector reacted to, not what made the sound: there is no mark of a generator to be seen here, and a person hears other things. Pieces act together, so that single changes do not add up.</source>
      <translation>Es zeigt, worauf dieser Detektor reagierte, nicht, was den Ton erzeugt hat: Das Zeichen eines Generators ist hier nicht zu sehen, und ein Mensch hört anderes. Die Stücke wirken zusammen, sodass sich einzelne Änderungen nicht addieren.</translation>
    </message>
    <message>
      <source>Most towards AI: {piece}.</source>
      <translation>Am stärksten zu KI: {piece}.</translation>
    </message>
    <message>
      <source>Most towards human speech: {piece}.</source>
      <translation>Am stärksten zu menschlicher Sprache: {piece}.</translation>
    </message>
    <message>
      <source>The score's gradient was followed from an evened-out spectrogram to this one. Orange pieces raised the score, blue ones lowered it. It is another road to the same question; where both agree, trust it more.</source>
      <translation>Der Gradient des Scores wurde von einem eingeebneten Spektrogramm bis zu diesem verfolgt. Orange Stücke erhöhten den Score, blaue senkten ihn. Es ist ein anderer Weg zur selben Frage; wo beide übereinstimmen, vertrauen Sie mehr darauf.</translation>
    </message>
    <message>
      <source>This moment scores {p:.1f} % AI.</source>
      <translation>Diese Stelle wird mit {p:.1f} % KI bewertet.</translation>
    </message>
    <message>
      <source>{low:.1f}-{high:.1f} kHz at {begin} to {end} (score {change:+.2f})</source>
      <translation>{low:.1f}-{high:.1f} kHz bei {begin} bis {end} (Score {change:+.2f})</translation>
    </message>
  </context>
  <context>
    <name>ExplainView</name>
    <message>
      <source>Choose a moment in the list, then “Explain”.</source>
      <translation>Wählen Sie eine Stelle in der Liste, dann „Erklären“.</translation>
    </message>
    <message>
      <source>Computed by torch and captum in a process of its own; takes longer</source>
      <translation>Mit torch und captum in einem eigenen Prozess berechnet; dauert länger</translation>
    </message>
    <message>
      <source>Covering pieces</source>
      <translation>Stücke abdecken</translation>
    </message>
    <message>
      <source>Explain</source>
      <translation>Erklären</translation>
    </message>
    <message>
      <source>Explain {begin} - {end}</source>
      <translation>{begin} - {end} erklären</translation>
    </message>
    <message>
      <source>Explaining</source>
      <translation>Erklärung</translation>
    </message>
    <message>
      <source>Integrated gradients</source>
      <translation>Integrierte Gradienten</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>Stopp</translation>
    </message>
    <message>
      <source>Stopped.</source>
      <translation>Gestoppt.</translation>
    </message>
    <message>
      <source>There is no explanation: {text}. {hint}</source>
      <translation>Es gibt keine Erklärung: {text}. {hint}</translation>
    </message>
  </context>
  <context>
    <name>ExportDialog</name>
    <message>
      <source>&amp;Save as...</source>
      <translation>&amp;Speichern unter...</translation>
    </message>
    <message>
      <source>All files</source>
      <translation>Alle Dateien</translation>
    </message>
    <message>
      <source>Document for print (PDF)</source>
      <translation>Dokument zum Drucken (PDF)</translation>
    </message>
    <message>
      <source>Everything for programs (JSON)</source>
      <translation>Alles für Programme (JSON)</translation>
    </message>
    <message>
      <source>Export a report</source>
      <translation>Bericht exportieren</translation>
    </message>
    <message>
      <source>F&amp;ormat</source>
      <translation>F&amp;ormat</translation>
    </message>
    <message>
      <source>Files</source>
      <translation>Dateien</translation>
    </message>
    <message>
      <source>Flagged files</source>
      <translation>Markierte Dateien</translation>
    </message>
    <message>
      <source>Format</source>
      <translation>Format</translation>
    </message>
    <message>
      <source>Incorrect verdicts</source>
      <translation>Falsche Urteile</translation>
    </message>
    <message>
      <source>Save the report</source>
      <translation>Bericht speichern</translation>
    </message>
    <message>
      <source>Selected files</source>
      <translation>Ausgewählte Dateien</translation>
    </message>
    <message>
      <source>Table for spreadsheets (CSV)</source>
      <translation>Tabelle für Tabellenprogramme (CSV)</translation>
    </message>
    <message>
      <source>The totals in a report are those of all checked files; of selected files, their own.</source>
      <translation>Die Summen in einem Bericht sind die aller geprüften Dateien; bei ausgewählten Dateien deren eigene.</translation>
    </message>
    <message>
      <source>Web page with timelines (HTML)</source>
      <translation>Webseite mit Zeitachsen (HTML)</translation>
    </message>
  </context>
  <context>
    <name>FiguresCard</name>
    <message>
      <source>95 % interval over sources</source>
      <translation>95-%-Intervall über Quellen</translation>
    </message>
    <message>
      <source>AI</source>
      <translation>KI</translation>
    </message>
    <message>
      <source>AI missed</source>
      <translation>KI übersehen</translation>
    </message>
    <message>
      <source>Confusion matrix</source>
      <translation>Konfusionsmatrix</translation>
    </message>
    <message>
      <source>Confusion matrix at the balanced operating point</source>
      <translation>Konfusionsmatrix am ausgewogenen Arbeitspunkt</translation>
    </message>
    <message>
      <source>EER, {corruption}</source>
      <translation>EER, {corruption}</translation>
    </message>
    <message>
      <source>Errors at the operating points</source>
      <translation>Fehler an den Arbeitspunkten</translation>
    </message>
    <message>
      <source>Figure</source>
      <translation>Kennzahl</translation>
    </message>
    <message>
      <source>Figures</source>
      <translation>Kennzahlen</translation>
    </message>
    <message>
      <source>Operating point</source>
      <translation>Arbeitspunkt</translation>
    </message>
    <message>
      <source>Operating points</source>
      <translation>Arbeitspunkte</translation>
    </message>
    <message>
      <source>Truth</source>
      <translation>Wahrheit</translation>
    </message>
    <message>
      <source>Value</source>
      <translation>Wert</translation>
    </message>
    <message>
      <source>called AI</source>
      <translation>als KI bezeichnet</translation>
    </message>
    <message>
      <source>called human</source>
      <translation>als Mensch bezeichnet</translation>
    </message>
    <message>
      <source>human</source>
      <translation>Mensch</translation>
    </message>
    <message>
      <source>human flagged</source>
      <translation>Mensch markiert</translation>
    </message>
    <message>
      <source>{detector} on {data}, {split}: {ai} AI and {human} human recordings. Of 100 recordings about {n} are judged wrongly where both errors are equally common ({low} to {high}).</source>
      <translation>{detector} an {data}, {split}: {ai} KI- und {human} menschliche Aufnahmen. Von 100 Aufnahmen werden etwa {n} falsch beurteilt, wo beide Fehler gleich häufig sind ({low} bis {high}).</translation>
    </message>
  </context>
  <context>
    <name>FilterBar</name>
    <message>
      <source>Files whose verdict contradicts the known truth</source>
      <translation>Dateien, deren Urteil der bekannten Wahrheit widerspricht</translation>
    </message>
    <message>
      <source>Incorrect</source>
      <translation>Falsch</translation>
    </message>
    <message>
      <source>Search in names and folders</source>
      <translation>In Namen und Ordnern suchen</translation>
    </message>
    <message>
      <source>Show only: {word}, 1 file</source>
      <translation>Nur zeigen: {word}, 1 Datei</translation>
    </message>
    <message>
      <source>Show only: {word}, {count} files</source>
      <translation>Nur zeigen: {word}, {count} Dateien</translation>
    </message>
  </context>
  <context>
    <name>FoldersDialog</name>
    <message>
      <source>&amp;AI speech</source>
      <translation>&amp;KI-Sprache</translation>
    </message>
    <message>
      <source>&amp;Human speech</source>
      <translation>&amp;Menschliche Sprache</translation>
    </message>
    <message>
      <source>&amp;List goes to</source>
      <translation>&amp;Liste nach</translation>
    </message>
    <message>
      <source>A subfolder names the generator (AI) or the speaker (human). The recordings stay.</source>
      <translation>Ein Unterordner nennt den Generator (KI) oder den Sprecher (Mensch). Die Aufnahmen bleiben, wo sie sind.</translation>
    </message>
    <message>
      <source>Choose a folder</source>
      <translation>Ordner wählen</translation>
    </message>
    <message>
      <source>Choose...</source>
      <translation>Wählen...</translation>
    </message>
    <message>
      <source>Choose: {field}</source>
      <translation>Wählen: {field}</translation>
    </message>
    <message>
      <source>Two folders</source>
      <translation>Zwei Ordner</translation>
    </message>
  </context>
  <context>
    <name>Forgetting</name>
    <message>
      <source>Delete</source>
      <translation>Löschen</translation>
    </message>
    <message>
      <source>Delete from the history</source>
      <translation>Aus dem Verlauf löschen</translation>
    </message>
    <message>
      <source>Keep</source>
      <translation>Behalten</translation>
    </message>
    <message>
      <source>Your recordings stay where they are. Reports that were written stay too.</source>
      <translation>Ihre Aufnahmen bleiben, wo sie sind. Geschriebene Berichte bleiben auch.</translation>
    </message>
    <message>
      <source>a month</source>
      <translation>ein Monat</translation>
    </message>
    <message>
      <source>a week</source>
      <translation>eine Woche</translation>
    </message>
    <message>
      <source>a year</source>
      <translation>ein Jahr</translation>
    </message>
    <message>
      <source>three months</source>
      <translation>drei Monate</translation>
    </message>
  </context>
  <context>
    <name>GeneralSection</name>
    <message>
      <source>A new language shows when Veravox is started again.</source>
      <translation>Eine neue Sprache erscheint nach dem nächsten Start von Veravox.</translation>
    </message>
    <message>
      <source>Appearance</source>
      <translation>Erscheinungsbild</translation>
    </message>
    <message>
      <source>CSV (table)</source>
      <translation>CSV (Tabelle)</translation>
    </message>
    <message>
      <source>Choose a history file</source>
      <translation>Verlaufsdatei wählen</translation>
    </message>
    <message>
      <source>Files in it</source>
      <translation>Dateien darin</translation>
    </message>
    <message>
      <source>Folder</source>
      <translation>Ordner</translation>
    </message>
    <message>
      <source>HTML (one page for a browser)</source>
      <translation>HTML (eine Seite für den Browser)</translation>
    </message>
    <message>
      <source>History</source>
      <translation>Verlauf</translation>
    </message>
    <message>
      <source>History file</source>
      <translation>Verlaufsdatei</translation>
    </message>
    <message>
      <source>JSON (for programs)</source>
      <translation>JSON (für Programme)</translation>
    </message>
    <message>
      <source>Kind</source>
      <translation>Art</translation>
    </message>
    <message>
      <source>Language</source>
      <translation>Sprache</translation>
    </message>
    <message>
      <source>Only where the same detector checked the same content with the same settings.</source>
      <translation>Nur wo derselbe Detektor denselben Inhalt mit denselben Einstellungen geprüft hat.</translation>
    </message>
    <message>
      <source>Open a report when it is written</source>
      <translation>Bericht öffnen, sobald er geschrieben ist</translation>
    </message>
    <message>
      <source>PDF</source>
      <translation>PDF</translation>
    </message>
    <message>
      <source>Reports</source>
      <translation>Berichte</translation>
    </message>
    <message>
      <source>Results are kept on this computer only: verdicts and scores, never the sound of your files.</source>
      <translation>Ergebnisse bleiben nur auf diesem Computer: Urteile und Scores, nie der Ton Ihrer Dateien.</translation>
    </message>
    <message>
      <source>Take unchanged files from the history instead of checking them again</source>
      <translation>Unveränderte Dateien aus dem Verlauf nehmen, statt sie neu zu prüfen</translation>
    </message>
    <message>
      <source>Tell me through the system when a long scan ends</source>
      <translation>Systemmitteilung, wenn eine lange Prüfung endet</translation>
    </message>
    <message>
      <source>Theme</source>
      <translation>Farben</translation>
    </message>
    <message>
      <source>Write the score of every window into JSON</source>
      <translation>Den Score jedes Fensters in JSON schreiben</translation>
    </message>
    <message>
      <source>all</source>
      <translation>alle</translation>
    </message>
    <message>
      <source>as the system</source>
      <translation>wie das System</translation>
    </message>
    <message>
      <source>dark</source>
      <translation>dunkel</translation>
    </message>
    <message>
      <source>in your user folder</source>
      <translation>in Ihrem Benutzerordner</translation>
    </message>
    <message>
      <source>light</source>
      <translation>hell</translation>
    </message>
    <message>
      <source>only flagged</source>
      <translation>nur markierte</translation>
    </message>
    <message>
      <source>only incorrect</source>
      <translation>nur falsche</translation>
    </message>
    <message>
      <source>only selected</source>
      <translation>nur ausgewählte</translation>
    </message>
    <message>
      <source>where the last report went</source>
      <translation>wo der letzte Bericht liegt</translation>
    </message>
  </context>
  <context>
    <name>History</name>
    <message>
      <source>AI probability</source>
      <translation>KI-Wahrscheinlichkeit</translation>
    </message>
    <message>
      <source>Change</source>
      <translation>Änderung</translation>
    </message>
    <message>
      <source>Date</source>
      <translation>Datum</translation>
    </message>
    <message>
      <source>Detector</source>
      <translation>Detektor</translation>
    </message>
    <message>
      <source>Duration</source>
      <translation>Dauer</translation>
    </message>
    <message>
      <source>File</source>
      <translation>Datei</translation>
    </message>
    <message>
      <source>Files</source>
      <translation>Dateien</translation>
    </message>
    <message>
      <source>Flagged</source>
      <translation>Markiert</translation>
    </message>
    <message>
      <source>Folder</source>
      <translation>Ordner</translation>
    </message>
    <message>
      <source>Kind</source>
      <translation>Art</translation>
    </message>
    <message>
      <source>Live</source>
      <translation>Live</translation>
    </message>
    <message>
      <source>Live session</source>
      <translation>Live-Sitzung</translation>
    </message>
    <message>
      <source>Not readable</source>
      <translation>Nicht lesbar</translation>
    </message>
    <message>
      <source>Scan</source>
      <translation>Prüfung</translation>
    </message>
    <message>
      <source>State</source>
      <translation>Stand</translation>
    </message>
    <message>
      <source>Verdict</source>
      <translation>Urteil</translation>
    </message>
    <message>
      <source>What</source>
      <translation>Was</translation>
    </message>
    <message>
      <source>cancelled</source>
      <translation>abgebrochen</translation>
    </message>
    <message>
      <source>finished</source>
      <translation>fertig</translation>
    </message>
    <message>
      <source>interrupted</source>
      <translation>unterbrochen</translation>
    </message>
    <message>
      <source>not in this job</source>
      <translation>nicht in diesem Eintrag</translation>
    </message>
    <message>
      <source>running</source>
      <translation>läuft</translation>
    </message>
    <message>
      <source>{names} and {n} more</source>
      <translation>{names} und {n} weitere</translation>
    </message>
  </context>
  <context>
    <name>HistoryPage</name>
    <message>
      <source>&amp;Compare</source>
      <translation>&amp;Vergleichen</translation>
    </message>
    <message>
      <source>&amp;Delete...</source>
      <translation>&amp;Löschen...</translation>
    </message>
    <message>
      <source>&amp;Export...</source>
      <translation>&amp;Exportieren...</translation>
    </message>
    <message>
      <source>&amp;Open</source>
      <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
      <source>Age of what is forgotten</source>
      <translation>Alter dessen, was vergessen wird</translation>
    </message>
    <message>
      <source>Delete this job with the result of 1 file?</source>
      <translation>Diesen Eintrag mit dem Ergebnis von 1 Datei löschen?</translation>
    </message>
    <message>
      <source>Delete this job with the results of {files:,} files?</source>
      <translation>Diesen Eintrag mit den Ergebnissen von {files} Dateien löschen?</translation>
    </message>
    <message>
      <source>Delete {jobs:,} jobs with the results of {files:,} files?</source>
      <translation>{jobs} Einträge mit den Ergebnissen von {files} Dateien löschen?</translation>
    </message>
    <message>
      <source>Earlier scans and live sessions</source>
      <translation>Frühere Prüfungen und Live-Sitzungen</translation>
    </message>
    <message>
      <source>Files of all jobs</source>
      <translation>Dateien aller Einträge</translation>
    </message>
    <message>
      <source>Forget 1 job that is older than {age}?</source>
      <translation>1 Eintrag vergessen, der älter ist als {age}?</translation>
    </message>
    <message>
      <source>Forget what is older than</source>
      <translation>Vergessen, was älter ist als</translation>
    </message>
    <message>
      <source>Forget {jobs:,} jobs that are older than {age}?</source>
      <translation>{jobs} Einträge vergessen, die älter sind als {age}?</translation>
    </message>
    <message>
      <source>Forget...</source>
      <translation>Vergessen...</translation>
    </message>
    <message>
      <source>No file with these words in its path was ever checked.</source>
      <translation>Es wurde nie eine Datei mit diesen Wörtern im Pfad geprüft.</translation>
    </message>
    <message>
      <source>Nothing is that old.</source>
      <translation>Nichts ist so alt.</translation>
    </message>
    <message>
      <source>Nothing was checked yet. Scans and live sessions are listed here.</source>
      <translation>Es wurde noch nichts geprüft. Hier erscheinen Prüfungen und Live-Sitzungen.</translation>
    </message>
    <message>
      <source>Reading the history...</source>
      <translation>Der Verlauf wird gelesen...</translation>
    </message>
    <message>
      <source>Search</source>
      <translation>Suchen</translation>
    </message>
    <message>
      <source>Search all files</source>
      <translation>Alle Dateien durchsuchen</translation>
    </message>
    <message>
      <source>Search all files ever checked</source>
      <translation>Alle je geprüften Dateien durchsuchen</translation>
    </message>
    <message>
      <source>The newest {n:,} files are shown.</source>
      <translation>Die neuesten {n} Dateien werden gezeigt.</translation>
    </message>
    <message>
      <source>{size} in {path}</source>
      <translation>{size} in {path}</translation>
    </message>
  </context>
  <context>
    <name>InputPicker</name>
    <message>
      <source>&amp;Input</source>
      <translation>&amp;Eingang</translation>
    </message>
    <message>
      <source>How to listen to what this computer plays</source>
      <translation>Wie Sie hören, was dieser Computer abspielt</translation>
    </message>
    <message>
      <source>Input</source>
      <translation>Eingang</translation>
    </message>
    <message>
      <source>Listen to what this computer plays</source>
      <translation>Hören, was dieser Computer abspielt</translation>
    </message>
    <message>
      <source>Microphones and other inputs</source>
      <translation>Mikrofone und andere Eingänge</translation>
    </message>
    <message>
      <source>No input found</source>
      <translation>Kein Eingang gefunden</translation>
    </message>
    <message>
      <source>System default</source>
      <translation>Standard des Systems</translation>
    </message>
    <message>
      <source>System default: {name}</source>
      <translation>Standard des Systems: {name}</translation>
    </message>
    <message>
      <source>What this computer plays</source>
      <translation>Was dieser Computer abspielt</translation>
    </message>
    <message>
      <source>{name} (not connected)</source>
      <translation>{name} (nicht verbunden)</translation>
    </message>
  </context>
  <context>
    <name>JobExport</name>
    <message>
      <source>Report: {path}</source>
      <translation>Bericht: {path}</translation>
    </message>
    <message>
      <source>The report is being written.</source>
      <translation>Der Bericht wird geschrieben.</translation>
    </message>
  </context>
  <context>
    <name>JobRunner</name>
    <message>
      <source>Checkpoints that were written are kept. {where}</source>
      <translation>Geschriebene Checkpoints bleiben erhalten. {where}</translation>
    </message>
    <message>
      <source>Something else is still running.</source>
      <translation>Es läuft noch etwas anderes.</translation>
    </message>
    <message>
      <source>The details are in {path}</source>
      <translation>Einzelheiten stehen in {path}</translation>
    </message>
    <message>
      <source>The work could not be started: {error}</source>
      <translation>Die Arbeit konnte nicht gestartet werden: {error}</translation>
    </message>
    <message>
      <source>The work ended without a word (exit code {code}); the computer may have run out of memory.</source>
      <translation>Die Arbeit endete ohne ein Wort (Exit-Code {code}); vielleicht ging dem Computer der Speicher aus.</translation>
    </message>
    <message>
      <source>Wait for it, or stop it.</source>
      <translation>Warten Sie darauf, oder stoppen Sie es.</translation>
    </message>
  </context>
  <context>
    <name>JobStrip</name>
    <message>
      <source>End it without waiting; checkpoints that were written are kept</source>
      <translation>Ohne Warten beenden; geschriebene Checkpoints bleiben erhalten</translation>
    </message>
    <message>
      <source>Progress</source>
      <translation>Fortschritt</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>Stopp</translation>
    </message>
    <message>
      <source>Stop at once</source>
      <translation>Sofort stoppen</translation>
    </message>
    <message>
      <source>What runs now</source>
      <translation>Was gerade läuft</translation>
    </message>
    <message>
      <source>about {time} left</source>
      <translation>noch etwa {time}</translation>
    </message>
    <message>
      <source>{done} of {total}</source>
      <translation>{done} von {total}</translation>
    </message>
    <message>
      <source>{work}: stopping...</source>
      <translation>{work}: wird gestoppt...</translation>
    </message>
  </context>
  <context>
    <name>KeepCard</name>
    <message>
      <source>Choose the folder</source>
      <translation>Ordner wählen</translation>
    </message>
    <message>
      <source>Keep &amp;flagged sound</source>
      <translation>Markierten &amp;Ton behalten</translation>
    </message>
    <message>
      <source>Keep sound</source>
      <translation>Ton behalten</translation>
    </message>
    <message>
      <source>One FLAC file, about 60 MB an hour</source>
      <translation>Eine FLAC-Datei, etwa 60 MB pro Stunde</translation>
    </message>
    <message>
      <source>One WAV each, with {seconds:.0f} s before it, listed in events.csv</source>
      <translation>Je eine WAV-Datei mit {seconds:.0f} s davor, aufgelistet in events.csv</translation>
    </message>
    <message>
      <source>Open the folder</source>
      <translation>Ordner öffnen</translation>
    </message>
    <message>
      <source>Record the &amp;whole session</source>
      <translation>&amp;Ganze Sitzung aufnehmen</translation>
    </message>
    <message>
      <source>Stop listening to change this</source>
      <translation>Zum Ändern das Zuhören beenden</translation>
    </message>
    <message>
      <source>Where to keep sound</source>
      <translation>Wo Ton aufbewahrt wird</translation>
    </message>
    <message>
      <source>{used} of {limit} MB used. When it is full, nothing more is kept and nothing is deleted.</source>
      <translation>{used} von {limit} MB belegt. Ist der Platz voll, wird nichts mehr behalten und nichts gelöscht.</translation>
    </message>
  </context>
  <context>
    <name>LevelMeter</name>
    <message>
      <source>Input level</source>
      <translation>Eingangspegel</translation>
    </message>
    <message>
      <source>{level} dB</source>
      <translation>{level} dB</translation>
    </message>
  </context>
  <context>
    <name>Live</name>
    <message>
      <source>An alert comes at the first score above the line.</source>
      <translation>Gewarnt wird beim ersten Score über der Linie.</translation>
    </message>
    <message>
      <source>An alert comes when {needed} of {of} scores in a row ({span:.0f} s) lie above the line.</source>
      <translation>Gewarnt wird, wenn {needed} von {of} Scores in Folge ({span:.0f} s) über der Linie liegen.</translation>
    </message>
    <message>
      <source>Choose an input under “What this computer plays” in the list: it hears whatever that output plays, for example a call or a video.

</source>
      <translation>Wählen Sie in der Liste einen Eingang unter „Was dieser Computer abspielt“: Er hört, was dieser Ausgang abspielt, zum Beispiel einen Anruf oder ein Video.

</translation>
    </message>
    <message>
      <source>Close other programs, or let scores come less often (Settings, Live). Lost time is counted.</source>
      <translation>Schließen Sie andere Programme, oder lassen Sie Scores seltener kommen (Einstellungen, Live). Verlorene Zeit wird gezählt.</translation>
    </message>
    <message>
      <source>Expect false alarms: at the setting “{point}” about {share:.0f} of 100 human recordings were taken for AI in our test. If every stretch came from another voice, that would be about {alarms} an hour of talk; one and the same voice gives none, or many.</source>
      <translation>Rechnen Sie mit Fehlalarmen: Mit der Einstellung „{point}“ wurden in unserem Test etwa {share:.0f} von 100 menschlichen Aufnahmen für KI gehalten. Käme jeder Abschnitt von einer anderen Stimme, wären das etwa {alarms} pro Stunde Gespräch; ein und dieselbe Stimme gibt keinen oder viele.</translation>
    </message>
    <message>
      <source>How often it is wrong has not been measured.</source>
      <translation>Wie oft das falsch ist, wurde nicht gemessen.</translation>
    </message>
    <message>
      <source>Is it muted? Look in the sound settings whether this input's level moves when you speak. A Flatpak or Snap needs the permission for audio recording.</source>
      <translation>Ist er stummgeschaltet? Sehen Sie in den Toneinstellungen nach, ob sich der Pegel dieses Eingangs bewegt, wenn Sie sprechen. Ein Flatpak oder Snap braucht die Berechtigung für Tonaufnahmen.</translation>
    </message>
    <message>
      <source>Is it muted? Windows may withhold the microphone: Settings, Privacy &amp; security, Microphone, turn on "Let desktop apps access your microphone".</source>
      <translation>Ist er stummgeschaltet? Vielleicht sperrt Windows das Mikrofon: Einstellungen, Datenschutz und Sicherheit, Mikrofon, dort „Desktop-Apps den Zugriff auf Ihr Mikrofon erlauben“ einschalten.</translation>
    </message>
    <message>
      <source>Is it muted? macOS may withhold the microphone: System Settings, Privacy &amp; Security, Microphone, allow Veravox, then start it again.</source>
      <translation>Ist er stummgeschaltet? Vielleicht sperrt macOS das Mikrofon: Systemeinstellungen, Datenschutz &amp; Sicherheit, Mikrofon, Veravox erlauben und neu starten.</translation>
    </message>
    <message>
      <source>Is there no such input? It needs PulseAudio or PipeWire and two small packages. On Debian or Ubuntu:
sudo apt-get install pulseaudio-utils libasound2-plugins
With PipeWire also: sudo apt-get install pipewire-pulse
The inputs called “Monitor of ...” then appear here by themselves.</source>
      <translation>Gibt es keinen solchen Eingang? Dafür braucht es PulseAudio oder PipeWire und zwei kleine Pakete. Unter Debian oder Ubuntu:
sudo apt-get install pulseaudio-utils libasound2-plugins
Mit PipeWire auch: sudo apt-get install pipewire-pulse
Die Eingänge namens „Monitor of ...“ erscheinen hier dann von selbst.</translation>
    </message>
    <message>
      <source>Is there no such input? Open Settings, System, Sound, More sound settings, Recording. Right-click, “Show disabled devices”, enable “Stereo Mix”. Where the sound card has none, install a virtual cable such as VB-CABLE, choose it as output, and choose “CABLE Output” here.</source>
      <translation>Gibt es keinen solchen Eingang? Öffnen Sie Einstellungen, System, Sound, Weitere Soundeinstellungen, Aufnahme. Rechtsklick, „Deaktivierte Geräte anzeigen“, „Stereomix“ aktivieren. Hat die Soundkarte keinen, installieren Sie ein virtuelles Kabel wie VB-CABLE, wählen es als Ausgabe und hier „CABLE Output“.</translation>
    </message>
    <message>
      <source>Likely AI</source>
      <translation>Vermutlich KI</translation>
    </message>
    <message>
      <source>Likely human</source>
      <translation>Vermutlich Mensch</translation>
    </message>
    <message>
      <source>Lower the recording level in the sound settings.</source>
      <translation>Senken Sie den Aufnahmepegel in den Toneinstellungen.</translation>
    </message>
    <message>
      <source>Measured delay: a score is on the screen {delay:.2f} s after the end of its 3 s window was heard ({input:.2f} s of that in the sound driver). The state follows an average of some seconds and changes when two scores in a row ask for it.</source>
      <translation>Gemessene Verzögerung: Ein Score ist {delay:.2f} s nach dem Ende seines 3-s-Fensters zu sehen (davon {input:.2f} s im Tontreiber). Der Zustand folgt einem Mittel über einige Sekunden und wechselt, wenn zwei Scores in Folge es verlangen.</translation>
    </message>
    <message>
      <source>No speech</source>
      <translation>Keine Sprache</translation>
    </message>
    <message>
      <source>Nothing was heard in that time; it is counted as lost.</source>
      <translation>In dieser Zeit wurde nichts gehört; sie zählt als verloren.</translation>
    </message>
    <message>
      <source>Plug it in again; listening goes on by itself. Lost time is counted.</source>
      <translation>Stecken Sie ihn wieder ein; das Zuhören geht von selbst weiter. Verlorene Zeit wird gezählt.</translation>
    </message>
    <message>
      <source>Raise the recording level, or go closer to the microphone.</source>
      <translation>Erhöhen Sie den Aufnahmepegel, oder gehen Sie näher ans Mikrofon.</translation>
    </message>
    <message>
      <source>Sound was lost: this computer was too slow</source>
      <translation>Ton ging verloren: Dieser Computer war zu langsam</translation>
    </message>
    <message>
      <source>That is about {seconds:.0f} s after an AI voice begins.</source>
      <translation>Das ist etwa {seconds:.0f} s, nachdem eine KI-Stimme beginnt.</translation>
    </message>
    <message>
      <source>The delay is measured while listening.</source>
      <translation>Die Verzögerung wird beim Zuhören gemessen.</translation>
    </message>
    <message>
      <source>The input gives nothing but digital silence</source>
      <translation>Der Eingang liefert nur digitale Stille</translation>
    </message>
    <message>
      <source>The input is almost silent</source>
      <translation>Der Eingang ist fast still</translation>
    </message>
    <message>
      <source>The input is back: {name}</source>
      <translation>Der Eingang ist wieder da: {name}</translation>
    </message>
    <message>
      <source>The input is gone: {name}</source>
      <translation>Der Eingang ist weg: {name}</translation>
    </message>
    <message>
      <source>The input is overdriven (clipping)</source>
      <translation>Der Eingang ist übersteuert (Clipping)</translation>
    </message>
    <message>
      <source>This computer slept or stood still</source>
      <translation>Dieser Computer schlief oder stand still</translation>
    </message>
    <message>
      <source>Uncertain</source>
      <translation>Unsicher</translation>
    </message>
    <message>
      <source>macOS offers no such input by itself. Install a virtual sound card such as BlackHole. In Audio MIDI Setup make a Multi-Output Device of your speakers and BlackHole and choose it as output. Then choose BlackHole here.</source>
      <translation>macOS bietet von sich aus keinen solchen Eingang. Installieren Sie eine virtuelle Soundkarte wie BlackHole. Legen Sie im Audio-MIDI-Setup ein Gerät mit mehreren Ausgängen aus Ihren Lautsprechern und BlackHole an und wählen Sie es als Ausgabe. Dann wählen Sie hier BlackHole.</translation>
    </message>
    <message>
      <source>{length} of sound lost</source>
      <translation>{length} Ton verloren</translation>
    </message>
  </context>
  <context>
    <name>LivePage</name>
    <message>
      <source>Alert: AI probability {percent}, since {time}</source>
      <translation>Warnung: KI-Wahrscheinlichkeit {percent}, seit {time}</translation>
    </message>
    <message>
      <source>Choose an input and start.</source>
      <translation>Wählen Sie einen Eingang und starten Sie.</translation>
    </message>
    <message>
      <source>Connect a microphone; it appears here by itself. Everything else works without one.</source>
      <translation>Schließen Sie ein Mikrofon an; es erscheint hier von selbst. Alles andere geht auch ohne.</translation>
    </message>
    <message>
      <source>Connect a microphone; it is found by itself.</source>
      <translation>Schließen Sie ein Mikrofon an; es wird von selbst gefunden.</translation>
    </message>
    <message>
      <source>Follow the sound again</source>
      <translation>Dem Ton wieder folgen</translation>
    </message>
    <message>
      <source>Kept: {name}</source>
      <translation>Behalten: {name}</translation>
    </message>
    <message>
      <source>Listening to {name}</source>
      <translation>Zuhören: {name}</translation>
    </message>
    <message>
      <source>Listening...</source>
      <translation>Hört zu...</translation>
    </message>
    <message>
      <source>Loading the detector and opening the input.</source>
      <translation>Der Detektor wird geladen und der Eingang geöffnet.</translation>
    </message>
    <message>
      <source>Look ahead in the plot</source>
      <translation>In der Kurve nach vorn</translation>
    </message>
    <message>
      <source>Look back in the plot</source>
      <translation>In der Kurve zurück</translation>
    </message>
    <message>
      <source>No sound input</source>
      <translation>Kein Toneingang</translation>
    </message>
    <message>
      <source>Not listening</source>
      <translation>Hört nicht zu</translation>
    </message>
    <message>
      <source>Plug it in again; lost time is counted.</source>
      <translation>Stecken Sie ihn wieder ein; verlorene Zeit wird gezählt.</translation>
    </message>
    <message>
      <source>Report written: {path}</source>
      <translation>Bericht geschrieben: {path}</translation>
    </message>
    <message>
      <source>Show less time in the plot</source>
      <translation>In der Kurve weniger Zeit zeigen</translation>
    </message>
    <message>
      <source>Show more time in the plot</source>
      <translation>In der Kurve mehr Zeit zeigen</translation>
    </message>
    <message>
      <source>Start listening</source>
      <translation>Zuhören starten</translation>
    </message>
    <message>
      <source>Start or stop listening</source>
      <translation>Zuhören starten oder beenden</translation>
    </message>
    <message>
      <source>Starting...</source>
      <translation>Startet...</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>Stopp</translation>
    </message>
    <message>
      <source>Stopping...</source>
      <translation>Wird beendet...</translation>
    </message>
    <message>
      <source>The first score comes after 3 seconds.</source>
      <translation>Der erste Score kommt nach 3 Sekunden.</translation>
    </message>
    <message>
      <source>This computer has no sound input.</source>
      <translation>Dieser Computer hat keinen Toneingang.</translation>
    </message>
    <message>
      <source>Waiting for the input</source>
      <translation>Warten auf den Eingang</translation>
    </message>
    <message>
      <source>listening</source>
      <translation>hört zu</translation>
    </message>
    <message>
      <source>starting</source>
      <translation>startet</translation>
    </message>
  </context>
  <context>
    <name>LivePlot</name>
    <message>
      <source>AI</source>
      <translation>KI</translation>
    </message>
    <message>
      <source>human</source>
      <translation>Mensch</translation>
    </message>
    <message>
      <source>speech</source>
      <translation>Sprache</translation>
    </message>
    <message>
      <source>state</source>
      <translation>Zustand</translation>
    </message>
    <message>
      <source>uncertain</source>
      <translation>unsicher</translation>
    </message>
  </context>
  <context>
    <name>LiveReport</name>
    <message>
      <source>Export a report of the session</source>
      <translation>Bericht der Sitzung exportieren</translation>
    </message>
  </context>
  <context>
    <name>LiveSection</name>
    <message>
      <source>A score every</source>
      <translation>Ein Score alle</translation>
    </message>
    <message>
      <source>After this long</source>
      <translation>Nach dieser Zeit</translation>
    </message>
    <message>
      <source>Alert me when speech seems to be AI</source>
      <translation>Warnen, wenn Sprache KI zu sein scheint</translation>
    </message>
    <message>
      <source>Alerts</source>
      <translation>Warnungen</translation>
    </message>
    <message>
      <source>An alert is a reason to listen closely, not a proof.</source>
      <translation>Eine Warnung ist ein Grund, genau hinzuhören, kein Beweis.</translation>
    </message>
    <message>
      <source>At most</source>
      <translation>Höchstens</translation>
    </message>
    <message>
      <source>Folder</source>
      <translation>Ordner</translation>
    </message>
    <message>
      <source>Keep the flagged sound (WAV with a list of events)</source>
      <translation>Markierten Ton behalten (WAV mit Ereignisliste)</translation>
    </message>
    <message>
      <source>Keep the sound of whole sessions</source>
      <translation>Ton ganzer Sitzungen behalten</translation>
    </message>
    <message>
      <source>Listening</source>
      <translation>Zuhören</translation>
    </message>
    <message>
      <source>MB</source>
      <translation>MB</translation>
    </message>
    <message>
      <source>Recording people may need their consent. Nothing is kept unless you switch it on here.</source>
      <translation>Menschen aufzunehmen kann ihre Zustimmung erfordern. Behalten wird nur, was Sie hier einschalten.</translation>
    </message>
    <message>
      <source>Seconds kept before it</source>
      <translation>Behaltene Sekunden davor</translation>
    </message>
    <message>
      <source>Sound that is kept</source>
      <translation>Ton, der behalten wird</translation>
    </message>
    <message>
      <source>The plot shows the last</source>
      <translation>Die Kurve zeigt die letzten</translation>
    </message>
    <message>
      <source>Veravox in your documents</source>
      <translation>Veravox in Ihren Dokumenten</translation>
    </message>
    <message>
      <source>by flashing the window</source>
      <translation>durch Blinken des Fensters</translation>
    </message>
    <message>
      <source>s</source>
      <translation>s</translation>
    </message>
    <message>
      <source>whole session</source>
      <translation>ganze Sitzung</translation>
    </message>
    <message>
      <source>with a notification of the system</source>
      <translation>mit einer Systemmitteilung</translation>
    </message>
    <message>
      <source>with a sound</source>
      <translation>mit einem Ton</translation>
    </message>
  </context>
  <context>
    <name>MainWindow</name>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>Detector: {name}, {point}</source>
      <translation>Detektor: {name}, {point}</translation>
    </message>
    <message>
      <source>Device: {device}</source>
      <translation>Rechnet auf: {device}</translation>
    </message>
    <message>
      <source>Everywhere</source>
      <translation>Überall</translation>
    </message>
    <message>
      <source>Go on working</source>
      <translation>Weiterarbeiten</translation>
    </message>
    <message>
      <source>No detector</source>
      <translation>Kein Detektor</translation>
    </message>
    <message>
      <source>Open settings</source>
      <translation>Einstellungen öffnen</translation>
    </message>
    <message>
      <source>What is finished is kept.</source>
      <translation>Was fertig ist, bleibt erhalten.</translation>
    </message>
    <message>
      <source>Work is still running. Close anyway?</source>
      <translation>Es wird noch gearbeitet. Trotzdem schließen?</translation>
    </message>
  </context>
  <context>
    <name>MissingCard</name>
    <message>
      <source>&amp;Copy the line</source>
      <translation>Zeile &amp;kopieren</translation>
    </message>
    <message>
      <source>Line to install training</source>
      <translation>Zeile zum Installieren des Trainings</translation>
    </message>
    <message>
      <source>Not installed: {names}. Run this line in the folder of Veravox, then start Veravox again. Looking at data and preparing it works without PyTorch.</source>
      <translation>Nicht installiert: {names}. Führen Sie diese Zeile im Ordner von Veravox aus, und starten Sie Veravox neu. Daten ansehen und vorbereiten geht ohne PyTorch.</translation>
    </message>
    <message>
      <source>The packaged app checks recordings and does not train: PyTorch alone is larger than the whole app. To train, get the source code of Veravox, go to its folder, and run this line; then start it with python main.py. A detector that you train there can be used here: Settings, Detectors, Import.</source>
      <translation>Die gepackte App prüft Aufnahmen und trainiert nicht: PyTorch allein ist größer als die ganze App. Zum Trainieren holen Sie den Quelltext von Veravox, gehen in seinen Ordner und führen diese Zeile aus; dann starten Sie ihn mit python main.py. Ein dort trainierter Detektor ist auch hier verwendbar: Einstellungen, Detektoren, Importieren.</translation>
    </message>
    <message>
      <source>Training is not installed</source>
      <translation>Das Training ist nicht installiert</translation>
    </message>
  </context>
  <context>
    <name>MistakesCard</name>
    <message>
      <source>&amp;Pause</source>
      <translation>&amp;Pause</translation>
    </message>
    <message>
      <source>&amp;Play</source>
      <translation>&amp;Wiedergeben</translation>
    </message>
    <message>
      <source>AI probability</source>
      <translation>KI-Wahrscheinlichkeit</translation>
    </message>
    <message>
      <source>File</source>
      <translation>Datei</translation>
    </message>
    <message>
      <source>Generator</source>
      <translation>Generator</translation>
    </message>
    <message>
      <source>Judged wrongly</source>
      <translation>Falsch beurteilt</translation>
    </message>
    <message>
      <source>Length</source>
      <translation>Länge</translation>
    </message>
    <message>
      <source>No decided verdict contradicts its label ({total} recordings).</source>
      <translation>Kein entschiedenes Urteil widerspricht seinem Label ({total} Aufnahmen).</translation>
    </message>
    <message>
      <source>Open in &amp;Scan</source>
      <translation>In „Prüfen“ ö&amp;ffnen</translation>
    </message>
    <message>
      <source>Recordings judged wrongly</source>
      <translation>Falsch beurteilte Aufnahmen</translation>
    </message>
    <message>
      <source>The file is not there any more: {path}</source>
      <translation>Die Datei ist nicht mehr da: {path}</translation>
    </message>
    <message>
      <source>Truth</source>
      <translation>Wahrheit</translation>
    </message>
    <message>
      <source>Verdict</source>
      <translation>Urteil</translation>
    </message>
    <message>
      <source>{n} of {total} recordings contradict their label; the surest mistakes come first.</source>
      <translation>{n} von {total} Aufnahmen widersprechen ihrem Label; die sichersten Fehler stehen oben.</translation>
    </message>
  </context>
  <context>
    <name>MomentsModel</name>
    <message>
      <source>AI probability</source>
      <translation>KI-Wahrsch.</translation>
    </message>
    <message>
      <source>Moment</source>
      <translation>Stelle</translation>
    </message>
    <message>
      <source>Part</source>
      <translation>Abschnitt</translation>
    </message>
    <message>
      <source>Speech</source>
      <translation>Sprache</translation>
    </message>
  </context>
  <context>
    <name>MomentsTable</name>
    <message>
      <source>Moments that point to AI most</source>
      <translation>Stellen, die am stärksten auf KI deuten</translation>
    </message>
  </context>
  <context>
    <name>MomentsView</name>
    <message>
      <source>Audacity labels (*.txt)</source>
      <translation>Audacity-Textmarken (*.txt)</translation>
    </message>
    <message>
      <source>Explain</source>
      <translation>Erklären</translation>
    </message>
    <message>
      <source>No moment holds enough speech to be judged.</source>
      <translation>Keine Stelle enthält genug Sprache für ein Urteil.</translation>
    </message>
    <message>
      <source>Save labels</source>
      <translation>Textmarken speichern</translation>
    </message>
    <message>
      <source>Save labels…</source>
      <translation>Textmarken speichern…</translation>
    </message>
    <message>
      <source>Save the moments as a label track for Audacity</source>
      <translation>Die Stellen als Textspur für Audacity speichern</translation>
    </message>
    <message>
      <source>Show which pieces of time and pitch moved the score of this moment</source>
      <translation>Zeigen, welche Stücke in Zeit und Tonhöhe den Score dieser Stelle bewegt haben</translation>
    </message>
    <message>
      <source>The moments that point to AI most. Click one to hear it.</source>
      <translation>Die Stellen, die am stärksten auf KI deuten. Ein Klick spielt sie ab.</translation>
    </message>
    <message>
      <source>The scores of the single moments were not kept. Check the file again to see them.</source>
      <translation>Die Scores der einzelnen Stellen wurden nicht behalten. Prüfen Sie die Datei noch einmal, um sie zu sehen.</translation>
    </message>
  </context>
  <context>
    <name>Notice</name>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>Close the message</source>
      <translation>Meldung schließen</translation>
    </message>
  </context>
  <context>
    <name>Places</name>
    <message>
      <source>History</source>
      <translation>Verlauf</translation>
    </message>
    <message>
      <source>Install it again.</source>
      <translation>Installieren Sie es neu.</translation>
    </message>
    <message>
      <source>Live</source>
      <translation>Live</translation>
    </message>
    <message>
      <source>Scan</source>
      <translation>Prüfen</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>Einstellungen</translation>
    </message>
    <message>
      <source>Train</source>
      <translation>Training</translation>
    </message>
    <message>
      <source>{place} cannot be opened.</source>
      <translation>{place} kann nicht geöffnet werden.</translation>
    </message>
  </context>
  <context>
    <name>PlayerBar</name>
    <message>
      <source>Next flagged moment (Right)</source>
      <translation>Nächste markierte Stelle (Rechts)</translation>
    </message>
    <message>
      <source>Nothing is flagged in this file</source>
      <translation>In dieser Datei ist nichts markiert</translation>
    </message>
    <message>
      <source>Pause (Space)</source>
      <translation>Pause (Leertaste)</translation>
    </message>
    <message>
      <source>Play (Space)</source>
      <translation>Wiedergabe (Leertaste)</translation>
    </message>
    <message>
      <source>Position</source>
      <translation>Position</translation>
    </message>
    <message>
      <source>Previous flagged moment (Left)</source>
      <translation>Vorige markierte Stelle (Links)</translation>
    </message>
  </context>
  <context>
    <name>PlotCard</name>
    <message>
      <source>1 hour</source>
      <translation>1 Stunde</translation>
    </message>
    <message>
      <source>1 minute</source>
      <translation>1 Minute</translation>
    </message>
    <message>
      <source>AI probability</source>
      <translation>KI-Wahrscheinlichkeit</translation>
    </message>
    <message>
      <source>AI probability over time</source>
      <translation>KI-Wahrscheinlichkeit im Verlauf</translation>
    </message>
    <message>
      <source>Back to &amp;now</source>
      <translation>Zurück zu &amp;jetzt</translation>
    </message>
    <message>
      <source>Length of time shown</source>
      <translation>Länge der gezeigten Zeit</translation>
    </message>
    <message>
      <source>The mouse wheel over the plot zooms, dragging looks back</source>
      <translation>Das Mausrad über der Kurve zoomt, Ziehen blickt zurück</translation>
    </message>
    <message>
      <source>The plot is being prepared...</source>
      <translation>Die Kurve wird vorbereitet...</translation>
    </message>
    <message>
      <source>Whole session</source>
      <translation>Ganze Sitzung</translation>
    </message>
    <message>
      <source>strong: running average, faint: single scores</source>
      <translation>kräftig: gleitendes Mittel, blass: einzelne Scores</translation>
    </message>
    <message>
      <source>{count} minutes</source>
      <translation>{count} Minuten</translation>
    </message>
    <message>
      <source>{count} seconds</source>
      <translation>{count} Sekunden</translation>
    </message>
    <message>
      <source>{time}: {word}, AI probability {percent} (single window {raw}), speech {speech}</source>
      <translation>{time}: {word}, KI-Wahrscheinlichkeit {percent} (einzelnes Fenster {raw}), Sprache {speech}</translation>
    </message>
  </context>
  <context>
    <name>PlotsCard</name>
    <message>
      <source>AI</source>
      <translation>KI</translation>
    </message>
    <message>
      <source>AI found</source>
      <translation>KI gefunden</translation>
    </message>
    <message>
      <source>AI missed</source>
      <translation>KI übersehen</translation>
    </message>
    <message>
      <source>AI probability</source>
      <translation>KI-Wahrscheinlichkeit</translation>
    </message>
    <message>
      <source>AUC {value}</source>
      <translation>AUC {value}</translation>
    </message>
    <message>
      <source>Curves</source>
      <translation>Kurven</translation>
    </message>
    <message>
      <source>DET</source>
      <translation>DET</translation>
    </message>
    <message>
      <source>EER {value} %</source>
      <translation>EER {value} %</translation>
    </message>
    <message>
      <source>Probabilities told</source>
      <translation>Genannte Wahrscheinlichkeiten</translation>
    </message>
    <message>
      <source>ROC</source>
      <translation>ROC</translation>
    </message>
    <message>
      <source>human</source>
      <translation>Mensch</translation>
    </message>
    <message>
      <source>human flagged</source>
      <translation>Mensch markiert</translation>
    </message>
  </context>
  <context>
    <name>PointChoice</name>
    <message>
      <source>Measured on: {recordings}. On other recordings it may be better or worse.</source>
      <translation>Gemessen an: {recordings}. Bei anderen Aufnahmen kann es besser oder schlechter sein.</translation>
    </message>
    <message>
      <source>Nothing was measured for this detector.</source>
      <translation>Für diesen Detektor wurde nichts gemessen.</translation>
    </message>
    <message>
      <source>Of 100 human recordings {alarms} are called AI; of 100 AI recordings {missed} are missed.</source>
      <translation>Von 100 menschlichen Aufnahmen werden {alarms} als KI bezeichnet; von 100 KI-Aufnahmen werden {missed} übersehen.</translation>
    </message>
    <message>
      <source>Of 100 human recordings {alarms} are called AI; of 100 AI recordings {passed} are called human; {undecided} of 100 stay uncertain.</source>
      <translation>Von 100 menschlichen Aufnahmen werden {alarms} als KI bezeichnet; von 100 KI-Aufnahmen {passed} als Mensch; {undecided} von 100 bleiben unsicher.</translation>
    </message>
    <message>
      <source>Operating point</source>
      <translation>Arbeitspunkt</translation>
    </message>
    <message>
      <source>{point} (recommended)</source>
      <translation>{point} (empfohlen)</translation>
    </message>
  </context>
  <context>
    <name>Prepare</name>
    <message>
      <source>16 kHz mono clips of 3 s, both classes encoded alike</source>
      <translation>Mono-Clips von 3 s mit 16 kHz, beide Klassen gleich kodiert</translation>
    </message>
    <message>
      <source>; {n} cannot be read</source>
      <translation>; {n} nicht lesbar</translation>
    </message>
    <message>
      <source>; {n} held no speech</source>
      <translation>; {n} ohne Sprache</translation>
    </message>
    <message>
      <source>Can the classes be told apart without listening to the voice?</source>
      <translation>Lassen sich die Klassen unterscheiden, ohne die Stimme zu hören?</translation>
    </message>
    <message>
      <source>Cannot be told: {reason}</source>
      <translation>Lässt sich nicht sagen: {reason}</translation>
    </message>
    <message>
      <source>Choose recordings that are alike in this, or train with strong augmentation and measure on other data.</source>
      <translation>Wählen Sie Aufnahmen, die sich darin gleichen, oder trainieren Sie mit starker Augmentierung und messen Sie an anderen Daten.</translation>
    </message>
    <message>
      <source>Cut into clips</source>
      <translation>In Clips schneiden</translation>
    </message>
    <message>
      <source>Leak check</source>
      <translation>Auf Lecks prüfen</translation>
    </message>
    <message>
      <source>List recordings</source>
      <translation>Aufnahmen auflisten</translation>
    </message>
    <message>
      <source>Looks for the same recording in two splits</source>
      <translation>Sucht dieselbe Aufnahme in zwei Teilen</translation>
    </message>
    <message>
      <source>Mean and deviation of the spectrograms, which training uses</source>
      <translation>Mittel und Streuung der Spektrogramme, die das Training nutzt</translation>
    </message>
    <message>
      <source>Measure levels</source>
      <translation>Pegel messen</translation>
    </message>
    <message>
      <source>Missing or unreadable files, which are left out: {n}</source>
      <translation>Fehlende oder nicht lesbare Dateien, die ausgelassen werden: {n}</translation>
    </message>
    <message>
      <source>No recording of {n} is in two splits</source>
      <translation>Keine von {n} Aufnahmen ist in zwei Teilen</translation>
    </message>
    <message>
      <source>No shortcut found: without the voice the classes look alike (AUC {auc}; chance is 0.50)</source>
      <translation>Keine Abkürzung gefunden: Ohne die Stimme gleichen sich die Klassen (AUC {auc}; Zufall ist 0.50)</translation>
    </message>
    <message>
      <source>Not by {column}: {reason}</source>
      <translation>Nicht nach {column}: {reason}</translation>
    </message>
    <message>
      <source>Reads every file once and writes manifest.csv</source>
      <translation>Liest jede Datei einmal und schreibt manifest.csv</translation>
    </message>
    <message>
      <source>Shortcut check</source>
      <translation>Auf Abkürzungen prüfen</translation>
    </message>
    <message>
      <source>Split</source>
      <translation>Aufteilen</translation>
    </message>
    <message>
      <source>Train, dev and test without a common source, speaker or generator</source>
      <translation>Train, Dev und Test ohne gemeinsame Quelle, Sprecher oder Generator</translation>
    </message>
    <message>
      <source>Your classes differ in recording, not only in voice: seven numbers without any voice in them tell them apart (AUC {auc}; chance is 0.50). A network may learn that instead of the voice. What gives them away:</source>
      <translation>Ihre Klassen unterscheiden sich in der Aufnahme, nicht nur in der Stimme: Sieben Zahlen ganz ohne Stimme trennen sie (AUC {auc}; Zufall ist 0.50). Ein Netz lernt vielleicht das statt der Stimme. Was sie verrät:</translation>
    </message>
    <message>
      <source>{n} groups; nothing in common between splits by {columns}</source>
      <translation>{n} Gruppen; nichts Gemeinsames zwischen den Teilen nach {columns}</translation>
    </message>
    <message>
      <source>{n} leaks between splits: the figures would look better than they are. Split again.</source>
      <translation>{n} Lecks zwischen den Teilen: Die Kennzahlen sähen besser aus, als sie sind. Teilen Sie neu auf.</translation>
    </message>
    <message>
      <source>{n} recordings gave {ai} AI and {human} human clips</source>
      <translation>{n} Aufnahmen ergaben {ai} KI- und {human} menschliche Clips</translation>
    </message>
    <message>
      <source>{n} recordings, read as {layout}</source>
      <translation>{n} Aufnahmen, gelesen als {layout}</translation>
    </message>
    <message>
      <source>{n} windows of 3 s</source>
      <translation>{n} Fenster von 3 s</translation>
    </message>
  </context>
  <context>
    <name>PrepareCard</name>
    <message>
      <source>&amp;Prepare everything</source>
      <translation>Alles &amp;vorbereiten</translation>
    </message>
    <message>
      <source>Choose recordings first.</source>
      <translation>Wählen Sie zuerst Aufnahmen.</translation>
    </message>
    <message>
      <source>Do it</source>
      <translation>Ausführen</translation>
    </message>
    <message>
      <source>Do it: {step}</source>
      <translation>Ausführen: {step}</translation>
    </message>
    <message>
      <source>Go on to 2 Train</source>
      <translation>Weiter zu 2 Training</translation>
    </message>
    <message>
      <source>Preparation</source>
      <translation>Vorbereitung</translation>
    </message>
    <message>
      <source>Ready: there is something to learn from (train) and something to check on (dev).</source>
      <translation>Bereit: Es gibt etwas zum Lernen (train) und etwas zum Prüfen (dev).</translation>
    </message>
    <message>
      <source>Result: {step}</source>
      <translation>Ergebnis: {step}</translation>
    </message>
    <message>
      <source>Shares, hold-outs, clips</source>
      <translation>Anteile, Zurückgehaltenes, Clips</translation>
    </message>
    <message>
      <source>done before</source>
      <translation>schon getan</translation>
    </message>
    <message>
      <source>is being done</source>
      <translation>läuft gerade</translation>
    </message>
    <message>
      <source>not done</source>
      <translation>nicht getan</translation>
    </message>
    <message>
      <source>waits</source>
      <translation>wartet</translation>
    </message>
  </context>
  <context>
    <name>PrepareOptions</name>
    <message>
      <source>Add</source>
      <translation>Hinzufügen</translation>
    </message>
    <message>
      <source>Another seed, another split</source>
      <translation>Anderer Startwert, andere Aufteilung</translation>
    </message>
    <message>
      <source>Format of clips</source>
      <translation>Format der Clips</translation>
    </message>
    <message>
      <source>Go on however many files cannot be read</source>
      <translation>Weitermachen, egal wie viele Dateien nicht lesbar sind</translation>
    </message>
    <message>
      <source>Goes to test alone, so that you see how the detector does on strangers.</source>
      <translation>Kommt nur in den Testteil, damit Sie sehen, wie der Detektor mit Fremden umgeht.</translation>
    </message>
    <message>
      <source>Held out for test</source>
      <translation>Zurückgehalten für Test</translation>
    </message>
    <message>
      <source>Hold out</source>
      <translation>Zurückhalten</translation>
    </message>
    <message>
      <source>Hold out a</source>
      <translation>Zurückhalten nach</translation>
    </message>
    <message>
      <source>Keep together</source>
      <translation>Zusammenhalten</translation>
    </message>
    <message>
      <source>Leave out clips with less than 1 s of speech</source>
      <translation>Clips mit weniger als 1 s Sprache auslassen</translation>
    </message>
    <message>
      <source>Name of what is held out</source>
      <translation>Name des Zurückgehaltenen</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <source>Seed</source>
      <translation>Startwert</translation>
    </message>
    <message>
      <source>Split anew, also what has a split already</source>
      <translation>Neu aufteilen, auch schon Aufgeteiltes</translation>
    </message>
    <message>
      <source>as much as the recordings allow</source>
      <translation>so viel die Aufnahmen erlauben</translation>
    </message>
    <message>
      <source>generator</source>
      <translation>Generator</translation>
    </message>
    <message>
      <source>source</source>
      <translation>Quelle</translation>
    </message>
    <message>
      <source>source and speaker</source>
      <translation>Quelle und Sprecher</translation>
    </message>
    <message>
      <source>source only</source>
      <translation>nur Quelle</translation>
    </message>
    <message>
      <source>source, speaker and generator</source>
      <translation>Quelle, Sprecher und Generator</translation>
    </message>
    <message>
      <source>speaker</source>
      <translation>Sprecher</translation>
    </message>
  </context>
  <context>
    <name>ProgressStrip</name>
    <message>
      <source>&amp;Cancel</source>
      <translation>&amp;Abbrechen</translation>
    </message>
    <message>
      <source>&amp;Go on</source>
      <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
      <source>&amp;Pause</source>
      <translation>&amp;Pause</translation>
    </message>
    <message>
      <source>End the scan; what is done is kept</source>
      <translation>Prüfung beenden; was fertig ist, bleibt erhalten</translation>
    </message>
    <message>
      <source>Ending; what is done is kept</source>
      <translation>Wird beendet; was fertig ist, bleibt erhalten</translation>
    </message>
    <message>
      <source>Paused</source>
      <translation>Angehalten</translation>
    </message>
    <message>
      <source>Progress of the scan</source>
      <translation>Fortschritt der Prüfung</translation>
    </message>
    <message>
      <source>{done:,} of {all:,} files</source>
      <translation>{done} von {all} Dateien</translation>
    </message>
    <message>
      <source>{hours} audio hours per minute</source>
      <translation>{hours} Stunden Ton pro Minute</translation>
    </message>
    <message>
      <source>{time} left</source>
      <translation>noch {time}</translation>
    </message>
    <message>
      <source>{time} of audio</source>
      <translation>{time} Ton</translation>
    </message>
  </context>
  <context>
    <name>ResultsModel</name>
    <message>
      <source>AI</source>
      <translation>KI</translation>
    </message>
    <message>
      <source>AI probability</source>
      <translation>KI-Wahrsch.</translation>
    </message>
    <message>
      <source>Detector</source>
      <translation>Detektor</translation>
    </message>
    <message>
      <source>Done</source>
      <translation>Fertig</translation>
    </message>
    <message>
      <source>Done, known before</source>
      <translation>Fertig (bekannt)</translation>
    </message>
    <message>
      <source>Duration</source>
      <translation>Dauer</translation>
    </message>
    <message>
      <source>File</source>
      <translation>Datei</translation>
    </message>
    <message>
      <source>Flagged</source>
      <translation>Markiert</translation>
    </message>
    <message>
      <source>Found</source>
      <translation>Gefunden</translation>
    </message>
    <message>
      <source>State</source>
      <translation>Stand</translation>
    </message>
    <message>
      <source>Stopped</source>
      <translation>Gestoppt</translation>
    </message>
    <message>
      <source>The verdict contradicts the truth.</source>
      <translation>Das Urteil widerspricht der Wahrheit.</translation>
    </message>
    <message>
      <source>Truth</source>
      <translation>Wahrheit</translation>
    </message>
    <message>
      <source>Verdict</source>
      <translation>Urteil</translation>
    </message>
    <message>
      <source>Waiting</source>
      <translation>Wartet</translation>
    </message>
    <message>
      <source>human</source>
      <translation>Mensch</translation>
    </message>
    <message>
      <source>none</source>
      <translation>nichts</translation>
    </message>
    <message>
      <source>the verdict is incorrect</source>
      <translation>das Urteil ist falsch</translation>
    </message>
  </context>
  <context>
    <name>RowActions</name>
    <message>
      <source>1 file is still being checked. Cancel the scan to remove it.</source>
      <translation>1 Datei wird noch geprüft. Brechen Sie die Prüfung ab, um sie zu entfernen.</translation>
    </message>
    <message>
      <source>Check again</source>
      <translation>Erneut prüfen</translation>
    </message>
    <message>
      <source>Check with another detector</source>
      <translation>Mit anderem Detektor prüfen</translation>
    </message>
    <message>
      <source>Copy path</source>
      <translation>Pfad kopieren</translation>
    </message>
    <message>
      <source>Export selected files...</source>
      <translation>Ausgewählte Dateien exportieren...</translation>
    </message>
    <message>
      <source>Remove from the list</source>
      <translation>Aus der Liste entfernen</translation>
    </message>
    <message>
      <source>Show in file manager</source>
      <translation>Im Dateimanager zeigen</translation>
    </message>
    <message>
      <source>Truth: AI</source>
      <translation>Wahrheit: KI</translation>
    </message>
    <message>
      <source>Truth: human</source>
      <translation>Wahrheit: Mensch</translation>
    </message>
    <message>
      <source>Truth: not known</source>
      <translation>Wahrheit: unbekannt</translation>
    </message>
    <message>
      <source>{n:,} files are still being checked. Cancel the scan to remove them.</source>
      <translation>{n} Dateien werden noch geprüft. Brechen Sie die Prüfung ab, um sie zu entfernen.</translation>
    </message>
  </context>
  <context>
    <name>Run</name>
    <message>
      <source>AUC {value}</source>
      <translation>AUC {value}</translation>
    </message>
    <message>
      <source>EER {value} %</source>
      <translation>EER {value} %</translation>
    </message>
    <message>
      <source>Epoch {n} of {all}</source>
      <translation>Epoche {n} von {all}</translation>
    </message>
    <message>
      <source>Finished.</source>
      <translation>Fertig.</translation>
    </message>
    <message>
      <source>Goes on.</source>
      <translation>Geht weiter.</translation>
    </message>
    <message>
      <source>Paused.</source>
      <translation>Angehalten.</translation>
    </message>
    <message>
      <source>Stopped, with a checkpoint.</source>
      <translation>Gestoppt, mit Checkpoint.</translation>
    </message>
    <message>
      <source>Training begins at step {step} of {steps}.</source>
      <translation>Das Training beginnt bei Schritt {step} von {steps}.</translation>
    </message>
    <message>
      <source>failed</source>
      <translation>gescheitert</translation>
    </message>
    <message>
      <source>finished after {n} epochs</source>
      <translation>fertig nach {n} Epochen</translation>
    </message>
    <message>
      <source>interrupted</source>
      <translation>unterbrochen</translation>
    </message>
    <message>
      <source>loss {value}</source>
      <translation>Verlust {value}</translation>
    </message>
    <message>
      <source>stopped</source>
      <translation>gestoppt</translation>
    </message>
    <message>
      <source>{state} after {n} of {all} epochs</source>
      <translation>{state} nach {n} von {all} Epochen</translation>
    </message>
  </context>
  <context>
    <name>RunCard</name>
    <message>
      <source>&amp;Go on</source>
      <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
      <source>&amp;Pause</source>
      <translation>&amp;Pause</translation>
    </message>
    <message>
      <source>Best so far: epoch {n} with {figure} on the dev recordings</source>
      <translation>Bisher am besten: Epoche {n} mit {figure} an den Dev-Aufnahmen</translation>
    </message>
    <message>
      <source>Epoch {n} of {all}</source>
      <translation>Epoche {n} von {all}</translation>
    </message>
    <message>
      <source>Failed.</source>
      <translation>Gescheitert.</translation>
    </message>
    <message>
      <source>Go on to 3 Evaluate</source>
      <translation>Weiter zu 3 Auswerten</translation>
    </message>
    <message>
      <source>Go on...</source>
      <translation>Geht weiter...</translation>
    </message>
    <message>
      <source>Log</source>
      <translation>Protokoll</translation>
    </message>
    <message>
      <source>Paused: the run waits and keeps everything.</source>
      <translation>Angehalten: Der Lauf wartet und behält alles.</translation>
    </message>
    <message>
      <source>Pausing...</source>
      <translation>Wird angehalten...</translation>
    </message>
    <message>
      <source>Progress of the run</source>
      <translation>Fortschritt des Laufs</translation>
    </message>
    <message>
      <source>Run {name}</source>
      <translation>Lauf {name}</translation>
    </message>
    <message>
      <source>S&amp;top</source>
      <translation>S&amp;topp</translation>
    </message>
    <message>
      <source>Starting...</source>
      <translation>Startet...</translation>
    </message>
    <message>
      <source>State of the run</source>
      <translation>Stand des Laufs</translation>
    </message>
    <message>
      <source>Stop at once</source>
      <translation>Sofort stoppen</translation>
    </message>
    <message>
      <source>Stopping: a checkpoint is written...</source>
      <translation>Wird gestoppt: Ein Checkpoint wird geschrieben...</translation>
    </message>
    <message>
      <source>Writes a checkpoint; the run can go on later</source>
      <translation>Schreibt einen Checkpoint; der Lauf kann später weitergehen</translation>
    </message>
    <message>
      <source>about {time} left</source>
      <translation>noch etwa {time}</translation>
    </message>
    <message>
      <source>loss {value}</source>
      <translation>Verlust {value}</translation>
    </message>
    <message>
      <source>{done} of {total}</source>
      <translation>{done} von {total}</translation>
    </message>
  </context>
  <context>
    <name>RunsCard</name>
    <message>
      <source>&amp;Go on</source>
      <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
      <source>Runs</source>
      <translation>Läufe</translation>
    </message>
    <message>
      <source>S&amp;how</source>
      <translation>&amp;Zeigen</translation>
    </message>
    <message>
      <source>{n} are not finished and can go on.</source>
      <translation>{n} sind nicht fertig und können weitergehen.</translation>
    </message>
  </context>
  <context>
    <name>Scan</name>
    <message>
      <source>1 was skipped</source>
      <translation>1 wurde übersprungen</translation>
    </message>
    <message>
      <source>Check selected files again</source>
      <translation>Ausgewählte Dateien erneut prüfen</translation>
    </message>
    <message>
      <source>Choose audio or video files, or a folder with such files.</source>
      <translation>Wählen Sie Ton- oder Videodateien oder einen Ordner damit.</translation>
    </message>
    <message>
      <source>Copy the paths of selected files</source>
      <translation>Pfade der ausgewählten Dateien kopieren</translation>
    </message>
    <message>
      <source>Export selected files</source>
      <translation>Ausgewählte Dateien exportieren</translation>
    </message>
    <message>
      <source>No audio was found in {places}.</source>
      <translation>In {places} wurde kein Ton gefunden.</translation>
    </message>
    <message>
      <source>Remove selected files from the list</source>
      <translation>Ausgewählte Dateien aus der Liste entfernen</translation>
    </message>
    <message>
      <source>Selected files are AI (truth)</source>
      <translation>Ausgewählte Dateien sind KI (Wahrheit)</translation>
    </message>
    <message>
      <source>Selected files are human (truth)</source>
      <translation>Ausgewählte Dateien sind Mensch (Wahrheit)</translation>
    </message>
    <message>
      <source>Show the file in the file manager</source>
      <translation>Die Datei im Dateimanager zeigen</translation>
    </message>
    <message>
      <source>Truth of selected files is not known</source>
      <translation>Wahrheit der ausgewählten Dateien ist unbekannt</translation>
    </message>
    <message>
      <source>about {hours} hours of audio</source>
      <translation>etwa {hours} Stunden Ton</translation>
    </message>
    <message>
      <source>other reasons ({n:,})</source>
      <translation>andere Gründe ({n})</translation>
    </message>
    <message>
      <source>the files do not say how long they are</source>
      <translation>die Dateien nennen ihre Länge nicht</translation>
    </message>
    <message>
      <source>{hours} hours of audio</source>
      <translation>{hours} Stunden Ton</translation>
    </message>
    <message>
      <source>{n:,} audio files in {places}</source>
      <translation>{n} Tondateien in {places}</translation>
    </message>
    <message>
      <source>{n:,} of them cannot be opened</source>
      <translation>{n} davon lassen sich nicht öffnen</translation>
    </message>
    <message>
      <source>{n:,} were skipped</source>
      <translation>{n} wurden übersprungen</translation>
    </message>
    <message>
      <source>{names} and {n:,} more</source>
      <translation>{names} und {n} weitere</translation>
    </message>
  </context>
  <context>
    <name>ScanPage</name>
    <message>
      <source>1 audio file found; {skipped}.</source>
      <translation>1 Tondatei gefunden; {skipped}.</translation>
    </message>
    <message>
      <source>1 file checked, {flagged:,} flagged.</source>
      <translation>1 Datei geprüft, {flagged} markiert.</translation>
    </message>
    <message>
      <source>A folder is being looked through.</source>
      <translation>Ein Ordner wird durchsucht.</translation>
    </message>
    <message>
      <source>Check the files and folders on the clipboard</source>
      <translation>Dateien und Ordner der Zwischenablage prüfen</translation>
    </message>
    <message>
      <source>Check {n:,} files</source>
      <translation>{n} Dateien prüfen</translation>
    </message>
    <message>
      <source>Checking files: {done:,} of {all:,} done ({share:.0f} %)</source>
      <translation>Dateien werden geprüft: {done} von {all} fertig ({share:.0f} %)</translation>
    </message>
    <message>
      <source>Do not check</source>
      <translation>Nicht prüfen</translation>
    </message>
    <message>
      <source>Export a report</source>
      <translation>Bericht exportieren</translation>
    </message>
    <message>
      <source>Files are being checked.</source>
      <translation>Dateien werden geprüft.</translation>
    </message>
    <message>
      <source>Go on</source>
      <translation>Fortsetzen</translation>
    </message>
    <message>
      <source>Go on with it</source>
      <translation>Fortsetzen</translation>
    </message>
    <message>
      <source>Leave it</source>
      <translation>Lassen</translation>
    </message>
    <message>
      <source>Looking through {places}: {n:,} audio files so far</source>
      <translation>{places} wird durchsucht: bisher {n} Tondateien</translation>
    </message>
    <message>
      <source>Pause the scan, or go on</source>
      <translation>Prüfung anhalten oder fortsetzen</translation>
    </message>
    <message>
      <source>Scan of {date} with {detector}, as it was then. Nothing was checked again.</source>
      <translation>Prüfung vom {date} mit {detector}, wie sie damals war. Nichts wurde neu geprüft.</translation>
    </message>
    <message>
      <source>Search</source>
      <translation>Suchen</translation>
    </message>
    <message>
      <source>Show which</source>
      <translation>Zeigen, welche</translation>
    </message>
    <message>
      <source>Skipped files</source>
      <translation>Übersprungene Dateien</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>Stopp</translation>
    </message>
    <message>
      <source>The scan is done</source>
      <translation>Die Prüfung ist fertig</translation>
    </message>
    <message>
      <source>The scan of {places} from {date} was interrupted after 1 file.</source>
      <translation>Die Prüfung von {places} vom {date} wurde nach 1 Datei unterbrochen.</translation>
    </message>
    <message>
      <source>The scan of {places} from {date} was interrupted after {n:,} files.</source>
      <translation>Die Prüfung von {places} vom {date} wurde nach {n} Dateien unterbrochen.</translation>
    </message>
    <message>
      <source>The scan was cancelled; files that were done are kept.</source>
      <translation>Die Prüfung wurde abgebrochen; fertige Dateien bleiben erhalten.</translation>
    </message>
    <message>
      <source>There is no file or path on the clipboard. Copy files, or their full paths one a line.</source>
      <translation>In der Zwischenablage ist keine Datei und kein Pfad. Kopieren Sie Dateien oder ihre vollen Pfade, einen pro Zeile.</translation>
    </message>
    <message>
      <source>and {n:,} more</source>
      <translation>und {n} weitere</translation>
    </message>
    <message>
      <source>{files:,} files checked, {flagged:,} flagged.</source>
      <translation>{files} Dateien geprüft, {flagged} markiert.</translation>
    </message>
    <message>
      <source>{n:,} audio files found; {skipped}.</source>
      <translation>{n} Tondateien gefunden; {skipped}.</translation>
    </message>
  </context>
  <context>
    <name>ScanTable</name>
    <message>
      <source>Files and their verdicts</source>
      <translation>Dateien und ihre Urteile</translation>
    </message>
  </context>
  <context>
    <name>Section</name>
    <message>
      <source>Choose...</source>
      <translation>Wählen...</translation>
    </message>
    <message>
      <source>Choose: {field}</source>
      <translation>Wählen: {field}</translation>
    </message>
  </context>
  <context>
    <name>SessionLine</name>
    <message>
      <source>Elapsed: {time}</source>
      <translation>Vergangen: {time}</translation>
    </message>
    <message>
      <source>No sound is kept</source>
      <translation>Kein Ton wird behalten</translation>
    </message>
    <message>
      <source>Only flagged sound is kept</source>
      <translation>Nur markierter Ton wird behalten</translation>
    </message>
    <message>
      <source>Recorded: {path}</source>
      <translation>Aufgenommen: {path}</translation>
    </message>
    <message>
      <source>Recording has stopped</source>
      <translation>Die Aufnahme ist beendet</translation>
    </message>
    <message>
      <source>Recording the whole session: {path}</source>
      <translation>Die ganze Sitzung wird aufgenommen: {path}</translation>
    </message>
  </context>
  <context>
    <name>SettingsPage</name>
    <message>
      <source>Checking</source>
      <translation>Prüfung</translation>
    </message>
    <message>
      <source>Detectors</source>
      <translation>Detektoren</translation>
    </message>
    <message>
      <source>General</source>
      <translation>Allgemein</translation>
    </message>
    <message>
      <source>How far to trust this</source>
      <translation>Wie verlässlich ist das?</translation>
    </message>
    <message>
      <source>Live</source>
      <translation>Live</translation>
    </message>
    <message>
      <source>Next section</source>
      <translation>Nächster Abschnitt</translation>
    </message>
    <message>
      <source>Sections of the settings</source>
      <translation>Abschnitte der Einstellungen</translation>
    </message>
  </context>
  <context>
    <name>SetupCard</name>
    <message>
      <source>&amp;Device</source>
      <translation>&amp;Recheneinheit</translation>
    </message>
    <message>
      <source>&amp;Epochs</source>
      <translation>&amp;Epochen</translation>
    </message>
    <message>
      <source>&amp;Model</source>
      <translation>&amp;Modell</translation>
    </message>
    <message>
      <source>&amp;Start training</source>
      <translation>Training &amp;starten</translation>
    </message>
    <message>
      <source>A name has up to 64 letters, digits, dots, dashes and underscores.</source>
      <translation>Ein Name hat bis zu 64 Buchstaben, Ziffern, Punkte, Binde- und Unterstriche.</translation>
    </message>
    <message>
      <source>All settings</source>
      <translation>Alle Einstellungen</translation>
    </message>
    <message>
      <source>Automatic takes an NVIDIA graphics card where there is one</source>
      <translation>„automatisch“ nimmt eine NVIDIA-Grafikkarte, wo es eine gibt</translation>
    </message>
    <message>
      <source>Change the folder of runs</source>
      <translation>Ordner der Läufe ändern</translation>
    </message>
    <message>
      <source>Change...</source>
      <translation>Ändern...</translation>
    </message>
    <message>
      <source>Choose recordings in step 1 first.</source>
      <translation>Wählen Sie zuerst in Schritt 1 Aufnahmen.</translation>
    </message>
    <message>
      <source>Device</source>
      <translation>Recheneinheit</translation>
    </message>
    <message>
      <source>Epochs</source>
      <translation>Epochen</translation>
    </message>
    <message>
      <source>Go to 1 Data</source>
      <translation>Zu 1 Daten</translation>
    </message>
    <message>
      <source>Kept in</source>
      <translation>Ablage in</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>Modell</translation>
    </message>
    <message>
      <source>N&amp;ame</source>
      <translation>&amp;Name</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <source>New run</source>
      <translation>Neuer Lauf</translation>
    </message>
    <message>
      <source>Of the run and of the detector that comes from it</source>
      <translation>Des Laufs und des Detektors, der daraus entsteht</translation>
    </message>
    <message>
      <source>On {name}: {n} recordings to learn from.</source>
      <translation>An {name}: {n} Aufnahmen zum Lernen.</translation>
    </message>
    <message>
      <source>There is a run {name} already: go on with it above, or choose another name.</source>
      <translation>Es gibt schon einen Lauf {name}: Setzen Sie ihn oben fort, oder wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
      <source>Where runs are kept</source>
      <translation>Wo Läufe abgelegt werden</translation>
    </message>
    <message>
      <source>{name} has no splits train and dev with both classes yet: prepare it in step 1 first.</source>
      <translation>{name} hat noch keine Teile train und dev mit beiden Klassen: Bereiten Sie es zuerst in Schritt 1 vor.</translation>
    </message>
  </context>
  <context>
    <name>ShortcutSheet</name>
    <message>
      <source>Keyboard shortcuts</source>
      <translation>Tastenkürzel</translation>
    </message>
  </context>
  <context>
    <name>Shortcuts</name>
    <message>
      <source>Check a folder</source>
      <translation>Einen Ordner prüfen</translation>
    </message>
    <message>
      <source>Check files</source>
      <translation>Dateien prüfen</translation>
    </message>
    <message>
      <source>Go to History</source>
      <translation>Zum Verlauf</translation>
    </message>
    <message>
      <source>Go to Live</source>
      <translation>Zu Live</translation>
    </message>
    <message>
      <source>Go to Scan</source>
      <translation>Zum Prüfen</translation>
    </message>
    <message>
      <source>Go to Settings</source>
      <translation>Zu den Einstellungen</translation>
    </message>
    <message>
      <source>Go to Train</source>
      <translation>Zum Training</translation>
    </message>
    <message>
      <source>Next control; Shift+Tab goes back</source>
      <translation>Nächstes Element; Umschalt+Tab geht zurück</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>Beenden</translation>
    </message>
    <message>
      <source>Show this sheet</source>
      <translation>Diese Übersicht zeigen</translation>
    </message>
  </context>
  <context>
    <name>SideBar</name>
    <message>
      <source>How far to trust this</source>
      <translation>Wie verlässlich ist das?</translation>
    </message>
    <message>
      <source>Keyboard shortcuts</source>
      <translation>Tastenkürzel</translation>
    </message>
    <message>
      <source>Keyboard shortcuts (F1)</source>
      <translation>Tastenkürzel (F1)</translation>
    </message>
    <message>
      <source>Places</source>
      <translation>Bereiche</translation>
    </message>
  </context>
  <context>
    <name>SlicesCard</name>
    <message>
      <source>&amp;Grouped by</source>
      <translation>&amp;Gruppiert nach</translation>
    </message>
    <message>
      <source>AI missed</source>
      <translation>KI übersehen</translation>
    </message>
    <message>
      <source>AUC</source>
      <translation>AUC</translation>
    </message>
    <message>
      <source>Figures of each group</source>
      <translation>Kennzahlen jeder Gruppe</translation>
    </message>
    <message>
      <source>Generators that are missed most often: {names}</source>
      <translation>Am häufigsten übersehene Generatoren: {names}</translation>
    </message>
    <message>
      <source>Group</source>
      <translation>Gruppe</translation>
    </message>
    <message>
      <source>Grouped by</source>
      <translation>Gruppiert nach</translation>
    </message>
    <message>
      <source>No generator with three or more recordings is missed.</source>
      <translation>Kein Generator mit drei oder mehr Aufnahmen wird übersehen.</translation>
    </message>
    <message>
      <source>Recordings</source>
      <translation>Aufnahmen</translation>
    </message>
    <message>
      <source>Where it fails</source>
      <translation>Wo er versagt</translation>
    </message>
    <message>
      <source>Wrong</source>
      <translation>Falsch</translation>
    </message>
    <message>
      <source>human flagged</source>
      <translation>Mensch markiert</translation>
    </message>
  </context>
  <context>
    <name>StateCard</name>
    <message>
      <source>AI probability {percent}, {since}</source>
      <translation>KI-Wahrscheinlichkeit {percent}, {since}</translation>
    </message>
    <message>
      <source>Choose an input and start.</source>
      <translation>Wählen Sie einen Eingang und starten Sie.</translation>
    </message>
    <message>
      <source>Not listening</source>
      <translation>Hört nicht zu</translation>
    </message>
    <message>
      <source>for {length}</source>
      <translation>Dauer {length}</translation>
    </message>
  </context>
  <context>
    <name>StatusLine</name>
    <message>
      <source>Detector and operating point; opens the settings</source>
      <translation>Detektor und Arbeitspunkt; öffnet die Einstellungen</translation>
    </message>
    <message>
      <source>Ready</source>
      <translation>Bereit</translation>
    </message>
    <message>
      <source>Status</source>
      <translation>Status</translation>
    </message>
    <message>
      <source>What the detector runs on; opens the settings</source>
      <translation>Worauf der Detektor rechnet; öffnet die Einstellungen</translation>
    </message>
  </context>
  <context>
    <name>StepBar</name>
    <message>
      <source>Alt+{number}</source>
      <translation>Alt+{number}</translation>
    </message>
    <message>
      <source>Step {number}: {step}</source>
      <translation>Schritt {number}: {step}</translation>
    </message>
    <message>
      <source>Steps</source>
      <translation>Schritte</translation>
    </message>
    <message>
      <source>{number}  {step}</source>
      <translation>{number}  {step}</translation>
    </message>
  </context>
  <context>
    <name>SummaryStrip</name>
    <message>
      <source>1 file</source>
      <translation>1 Datei</translation>
    </message>
    <message>
      <source>AUC and equal error rate need files of both classes</source>
      <translation>AUC und Gleichfehlerrate brauchen Dateien beider Klassen</translation>
    </message>
    <message>
      <source>AUC {auc:.3f}, equal error rate {eer:.1f} %</source>
      <translation>AUC {auc:.3f}, Gleichfehlerrate {eer:.1f} %</translation>
    </message>
    <message>
      <source>Confusion &amp;matrix</source>
      <translation>Konfusions&amp;matrix</translation>
    </message>
    <message>
      <source>Truth known for 1 file</source>
      <translation>Wahrheit von 1 Datei bekannt</translation>
    </message>
    <message>
      <source>Truth known for {n:,} files</source>
      <translation>Wahrheit von {n} Dateien bekannt</translation>
    </message>
    <message>
      <source>accuracy {share:.1f} % ({right:,} of {decided:,} decided)</source>
      <translation>Trefferquote {share:.1f} % ({right} von {decided} entschiedenen)</translation>
    </message>
    <message>
      <source>{n:,} checked</source>
      <translation>{n} geprüft</translation>
    </message>
    <message>
      <source>{n:,} could not be read</source>
      <translation>{n} nicht lesbar</translation>
    </message>
    <message>
      <source>{n:,} files</source>
      <translation>{n} Dateien</translation>
    </message>
    <message>
      <source>{n:,} flagged</source>
      <translation>{n} markiert</translation>
    </message>
    <message>
      <source>{time} of audio</source>
      <translation>{time} Ton</translation>
    </message>
  </context>
  <context>
    <name>Timeline</name>
    <message>
      <source>Grey band: uncertain. Above it a moment points to AI, below it to human speech ({point}).</source>
      <translation>Graues Band: unsicher. Darüber deutet eine Stelle auf KI, darunter auf menschliche Sprache ({point}).</translation>
    </message>
    <message>
      <source>Reading the sound for the picture</source>
      <translation>Der Ton wird für das Bild gelesen</translation>
    </message>
    <message>
      <source>Show the whole file (0)</source>
      <translation>Ganze Datei zeigen (0)</translation>
    </message>
    <message>
      <source>Space plays and pauses. Left and right go to the previous and next flagged moment. Plus and minus zoom, 0 shows the whole file, Page Up and Page Down move.</source>
      <translation>Leertaste: Wiedergabe und Pause. Links und rechts: vorige und nächste markierte Stelle. Plus und Minus zoomen, 0 zeigt die ganze Datei, Bild auf und Bild ab verschieben.</translation>
    </message>
    <message>
      <source>Spectrogram</source>
      <translation>Spektrogramm</translation>
    </message>
    <message>
      <source>The sound cannot be shown or played: {text}. {hint}</source>
      <translation>Der Ton kann nicht gezeigt oder abgespielt werden: {text}. {hint}</translation>
    </message>
    <message>
      <source>Timeline</source>
      <translation>Zeitachse</translation>
    </message>
    <message>
      <source>Waveform</source>
      <translation>Wellenform</translation>
    </message>
    <message>
      <source>Zoom in (+)</source>
      <translation>Vergrößern (+)</translation>
    </message>
    <message>
      <source>Zoom out (-)</source>
      <translation>Verkleinern (-)</translation>
    </message>
    <message>
      <source>{n} % AI</source>
      <translation>{n} % KI</translation>
    </message>
  </context>
  <context>
    <name>Train</name>
    <message>
      <source>AI</source>
      <translation>KI</translation>
    </message>
    <message>
      <source>Accuracy</source>
      <translation>Trefferquote</translation>
    </message>
    <message>
      <source>Add recordings, or split them in step 1.</source>
      <translation>Fügen Sie Aufnahmen hinzu, oder teilen Sie sie in Schritt 1 auf.</translation>
    </message>
    <message>
      <source>Area under the ROC curve (AUC)</source>
      <translation>Fläche unter der ROC-Kurve (AUC)</translation>
    </message>
    <message>
      <source>Balanced accuracy</source>
      <translation>Ausgewogene Trefferquote</translation>
    </message>
    <message>
      <source>Brier score</source>
      <translation>Brier-Score</translation>
    </message>
    <message>
      <source>Calibration error</source>
      <translation>Kalibrierungsfehler</translation>
    </message>
    <message>
      <source>Checking on the dev recordings</source>
      <translation>Prüfung an den Dev-Aufnahmen</translation>
    </message>
    <message>
      <source>Choose another detector.</source>
      <translation>Wählen Sie einen anderen Detektor.</translation>
    </message>
    <message>
      <source>Choose another name.</source>
      <translation>Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
      <source>Comparing recordings</source>
      <translation>Aufnahmen werden verglichen</translation>
    </message>
    <message>
      <source>Corrupting recordings</source>
      <translation>Aufnahmen werden gestört</translation>
    </message>
    <message>
      <source>Cutting recordings into clips</source>
      <translation>Aufnahmen werden in Clips geschnitten</translation>
    </message>
    <message>
      <source>Decoding noise</source>
      <translation>Geräusche werden dekodiert</translation>
    </message>
    <message>
      <source>Decoding recordings</source>
      <translation>Aufnahmen werden dekodiert</translation>
    </message>
    <message>
      <source>Decoding recordings for checks</source>
      <translation>Aufnahmen zum Prüfen werden dekodiert</translation>
    </message>
    <message>
      <source>Decoding recordings for training</source>
      <translation>Aufnahmen zum Training werden dekodiert</translation>
    </message>
    <message>
      <source>EER, every clip alike</source>
      <translation>EER, jeder Clip gleich</translation>
    </message>
    <message>
      <source>EER, generators not trained on</source>
      <translation>EER, nicht trainierte Generatoren</translation>
    </message>
    <message>
      <source>Equal error rate (EER)</source>
      <translation>Gleichfehlerrate (EER)</translation>
    </message>
    <message>
      <source>F1</source>
      <translation>F1</translation>
    </message>
    <message>
      <source>Human that is passed</source>
      <translation>Menschliche, die durchgelassen werden</translation>
    </message>
    <message>
      <source>Listening to recordings</source>
      <translation>Aufnahmen werden angehört</translation>
    </message>
    <message>
      <source>Log loss</source>
      <translation>Log-Verlust</translation>
    </message>
    <message>
      <source>Looking for leaks</source>
      <translation>Lecks werden gesucht</translation>
    </message>
    <message>
      <source>Looking for shortcuts</source>
      <translation>Abkürzungen werden gesucht</translation>
    </message>
    <message>
      <source>Matthews correlation</source>
      <translation>Matthews-Korrelation</translation>
    </message>
    <message>
      <source>Measuring spectrograms</source>
      <translation>Spektrogramme werden vermessen</translation>
    </message>
    <message>
      <source>Passed ones that are human</source>
      <translation>Durchgelassene, die menschlich sind</translation>
    </message>
    <message>
      <source>Precision: flagged ones that are AI</source>
      <translation>Präzision: Markierte, die KI sind</translation>
    </message>
    <message>
      <source>Reading recordings</source>
      <translation>Aufnahmen werden gelesen</translation>
    </message>
    <message>
      <source>Recall: AI that is flagged</source>
      <translation>Sensitivität: KI, die markiert wird</translation>
    </message>
    <message>
      <source>Split the recordings again in step 1</source>
      <translation>Teilen Sie die Aufnahmen in Schritt 1 neu auf</translation>
    </message>
    <message>
      <source>Split the recordings in step 1.</source>
      <translation>Teilen Sie die Aufnahmen in Schritt 1 auf.</translation>
    </message>
    <message>
      <source>Start it again to go on.</source>
      <translation>Starten Sie es noch einmal, um fortzufahren.</translation>
    </message>
    <message>
      <source>Starting</source>
      <translation>Startet</translation>
    </message>
    <message>
      <source>Training</source>
      <translation>Training</translation>
    </message>
    <message>
      <source>both</source>
      <translation>beide</translation>
    </message>
    <message>
      <source>dev (to choose and set thresholds)</source>
      <translation>dev (zum Auswählen und für die Schwellen)</translation>
    </message>
    <message>
      <source>everything</source>
      <translation>alles</translation>
    </message>
    <message>
      <source>folder</source>
      <translation>Ordner</translation>
    </message>
    <message>
      <source>human</source>
      <translation>Mensch</translation>
    </message>
    <message>
      <source>name</source>
      <translation>Name</translation>
    </message>
    <message>
      <source>or keep only sources together below.</source>
      <translation>oder halten Sie unten nur Quellen zusammen.</translation>
    </message>
    <message>
      <source>test (to measure)</source>
      <translation>test (zum Messen)</translation>
    </message>
    <message>
      <source>train (to learn from)</source>
      <translation>train (zum Lernen)</translation>
    </message>
    <message>
      <source>you can go on without these files by ticking the box</source>
      <translation>mit dem Häkchen können Sie ohne diese Dateien fortfahren</translation>
    </message>
    <message>
      <source>{low} to {high}</source>
      <translation>{low} bis {high}</translation>
    </message>
    <message>
      <source>{n} h</source>
      <translation>{n} h</translation>
    </message>
    <message>
      <source>{n} min</source>
      <translation>{n} min</translation>
    </message>
    <message>
      <source>{n} s</source>
      <translation>{n} s</translation>
    </message>
  </context>
  <context>
    <name>TrainPage</name>
    <message>
      <source>Data</source>
      <translation>Daten</translation>
    </message>
    <message>
      <source>Evaluate</source>
      <translation>Auswerten</translation>
    </message>
    <message>
      <source>Go on</source>
      <translation>Fortsetzen</translation>
    </message>
    <message>
      <source>Not now</source>
      <translation>Nicht jetzt</translation>
    </message>
    <message>
      <source>Pause or go on with training</source>
      <translation>Training anhalten oder fortsetzen</translation>
    </message>
    <message>
      <source>Step 1: data</source>
      <translation>Schritt 1: Daten</translation>
    </message>
    <message>
      <source>Step 2: train</source>
      <translation>Schritt 2: Training</translation>
    </message>
    <message>
      <source>Step 3: evaluate</source>
      <translation>Schritt 3: Auswerten</translation>
    </message>
    <message>
      <source>Step 4: use</source>
      <translation>Schritt 4: Verwenden</translation>
    </message>
    <message>
      <source>The run {name} is not finished: {state}.</source>
      <translation>Der Lauf {name} ist nicht fertig: {state}.</translation>
    </message>
    <message>
      <source>Train</source>
      <translation>Training</translation>
    </message>
    <message>
      <source>Use</source>
      <translation>Verwenden</translation>
    </message>
    <message>
      <source>in use</source>
      <translation>in Gebrauch</translation>
    </message>
    <message>
      <source>no recordings chosen yet</source>
      <translation>noch keine Aufnahmen gewählt</translation>
    </message>
    <message>
      <source>not in use yet</source>
      <translation>noch nicht in Gebrauch</translation>
    </message>
    <message>
      <source>nothing measured yet</source>
      <translation>noch nichts gemessen</translation>
    </message>
    <message>
      <source>nothing trained yet</source>
      <translation>noch nichts trainiert</translation>
    </message>
  </context>
  <context>
    <name>TrainStep</name>
    <message>
      <source>Step 2: train</source>
      <translation>Schritt 2: Training</translation>
    </message>
    <message>
      <source>Training {name}</source>
      <translation>{name} wird trainiert</translation>
    </message>
  </context>
  <context>
    <name>Trainer</name>
    <message>
      <source>A higher logit must mean more AI; check the labels and the output of the network</source>
      <translation>Ein höherer Logit muss mehr KI bedeuten; prüfen Sie die Labels und die Ausgabe des Netzes</translation>
    </message>
    <message>
      <source>A setting is out of range: {error}</source>
      <translation>Eine Einstellung liegt außerhalb des Bereichs: {error}</translation>
    </message>
    <message>
      <source>AI recordings do not score higher than human ones</source>
      <translation>KI-Aufnahmen bekommen keine höheren Scores als menschliche</translation>
    </message>
    <message>
      <source>Adapt its members, then make a new ensemble of them</source>
      <translation>Passen Sie seine Mitglieder an, und machen Sie daraus ein neues Ensemble</translation>
    </message>
    <message>
      <source>Add clips of both classes from more sources</source>
      <translation>Fügen Sie Clips beider Klassen aus mehr Quellen hinzu</translation>
    </message>
    <message>
      <source>Add clips of the class that has too few</source>
      <translation>Fügen Sie Clips der Klasse hinzu, die zu wenige hat</translation>
    </message>
    <message>
      <source>Add clips with at least a second of speech each, some of both classes</source>
      <translation>Fügen Sie Clips mit mindestens einer Sekunde Sprache hinzu, einige von beiden Klassen</translation>
    </message>
    <message>
      <source>Add data, or split it: `veravox split`</source>
      <translation>Fügen Sie Aufnahmen hinzu, oder teilen Sie sie in Schritt 1 auf</translation>
    </message>
    <message>
      <source>Add readable recordings of both classes</source>
      <translation>Fügen Sie lesbare Aufnahmen beider Klassen hinzu</translation>
    </message>
    <message>
      <source>Add recordings from other sources, or name fewer columns with --group, for example source alone</source>
      <translation>Fügen Sie Aufnahmen aus anderen Quellen hinzu, oder halten Sie unten nur Quellen zusammen</translation>
    </message>
    <message>
      <source>An ensemble cannot be adapted</source>
      <translation>Ein Ensemble lässt sich nicht anpassen</translation>
    </message>
    <message>
      <source>Calibrate it without --head</source>
      <translation>Passen Sie es ohne die letzte Schicht an</translation>
    </message>
    <message>
      <source>Calibration met a score that is not a number</source>
      <translation>Die Kalibrierung traf auf einen Score, der keine Zahl ist</translation>
    </message>
    <message>
      <source>Calibration needs both classes</source>
      <translation>Die Kalibrierung braucht beide Klassen</translation>
    </message>
    <message>
      <source>Calibration needs judgeable speech of both classes</source>
      <translation>Die Kalibrierung braucht beurteilbare Sprache beider Klassen</translation>
    </message>
    <message>
      <source>Cannot make {name}: {error}</source>
      <translation>{name} kann nicht angelegt werden: {error}</translation>
    </message>
    <message>
      <source>Cannot write into {name}: {error}</source>
      <translation>In {name} kann nicht geschrieben werden: {error}</translation>
    </message>
    <message>
      <source>Check the path</source>
      <translation>Prüfen Sie den Pfad</translation>
    </message>
    <message>
      <source>Choose another --name or --out</source>
      <translation>Wählen Sie einen anderen Namen oder Ordner</translation>
    </message>
    <message>
      <source>Choose another --name, or replace it with --force</source>
      <translation>Wählen Sie einen anderen Namen</translation>
    </message>
    <message>
      <source>Choose another folder</source>
      <translation>Wählen Sie einen anderen Ordner</translation>
    </message>
    <message>
      <source>Choose the folders that hold the recordings</source>
      <translation>Wählen Sie die Ordner mit den Aufnahmen</translation>
    </message>
    <message>
      <source>Correct the value</source>
      <translation>Berichtigen Sie den Wert</translation>
    </message>
    <message>
      <source>Give it human and AI recordings</source>
      <translation>Geben Sie ihr menschliche und KI-Aufnahmen</translation>
    </message>
    <message>
      <source>Give it longer recordings</source>
      <translation>Geben Sie ihr längere Aufnahmen</translation>
    </message>
    <message>
      <source>Is the audio unpacked there?</source>
      <translation>Ist der Ton dort entpackt?</translation>
    </message>
    <message>
      <source>Is the disk full?</source>
      <translation>Ist der Datenträger voll?</translation>
    </message>
    <message>
      <source>Leave these settings as they are to go on, or name another --out for a new run</source>
      <translation>Lassen Sie zum Fortsetzen diese Einstellungen, wie sie sind, oder wählen Sie für einen neuen Lauf einen anderen Namen</translation>
    </message>
    <message>
      <source>Look at prepare_report.csv; go on without these files with --allow-bad</source>
      <translation>Sehen Sie in prepare_report.csv nach; mit dem Häkchen geht es ohne diese Dateien weiter</translation>
    </message>
    <message>
      <source>Make the splits with `veravox split`; it keeps what belongs together on one side</source>
      <translation>Teilen Sie die Aufnahmen in Schritt 1 neu auf; das hält zusammen, was zusammengehört</translation>
    </message>
    <message>
      <source>Name another folder</source>
      <translation>Wählen Sie einen anderen Ordner</translation>
    </message>
    <message>
      <source>Name another one with --split; the data has: {names}</source>
      <translation>Wählen Sie einen anderen Teil; die Daten haben: {names}</translation>
    </message>
    <message>
      <source>No branch scores AI recordings higher than human ones</source>
      <translation>Kein Zweig gibt KI-Aufnahmen höhere Scores als menschlichen</translation>
    </message>
    <message>
      <source>No clip has the {column} {name}</source>
      <translation>Kein Clip hat {column} {name}</translation>
    </message>
    <message>
      <source>No manifest at {name}</source>
      <translation>Kein Manifest unter {name}</translation>
    </message>
    <message>
      <source>No {label} clip is left for {split}: what belongs together by {names} makes only {n} groups</source>
      <translation>Für {split} bleibt kein {label}-Clip: Was nach {names} zusammengehört, ergibt nur {n} Gruppen</translation>
    </message>
    <message>
      <source>Nothing to measure: {error}</source>
      <translation>Nichts zu messen: {error}</translation>
    </message>
    <message>
      <source>Of one class no file of {name} can be read; {reason}</source>
      <translation>Von einer Klasse ist keine Datei aus {name} lesbar; {reason}</translation>
    </message>
    <message>
      <source>Only {told} clips can be judged; adapting needs {n}</source>
      <translation>Nur {told} Clips sind beurteilbar; zum Anpassen braucht es {n}</translation>
    </message>
    <message>
      <source>Read the run's log; start it again with the same command to resume</source>
      <translation>Lesen Sie das Protokoll des Laufs; starten Sie ihn noch einmal, um fortzufahren</translation>
    </message>
    <message>
      <source>Repair or remove them, or go on without them with --allow-bad</source>
      <translation>Reparieren oder entfernen Sie sie, oder machen Sie mit dem Häkchen ohne sie weiter</translation>
    </message>
    <message>
      <source>Run `veravox split` on this data first</source>
      <translation>Teilen Sie die Aufnahmen zuerst in Schritt 1 auf</translation>
    </message>
    <message>
      <source>Sort the recordings into the folders ai and human, or write a manifest CSV with the columns file and label</source>
      <translation>Ordnen Sie die Aufnahmen in die Ordner ai und human, oder schreiben Sie eine Manifest-CSV mit den Spalten file und label</translation>
    </message>
    <message>
      <source>Start it again with the same command to go on</source>
      <translation>Starten Sie es noch einmal, um fortzufahren</translation>
    </message>
    <message>
      <source>Take fp16 out; bf16 works everywhere</source>
      <translation>Nehmen Sie fp16 heraus; bf16 geht überall</translation>
    </message>
    <message>
      <source>The data has no column {column}</source>
      <translation>Die Daten haben keine Spalte {column}</translation>
    </message>
    <message>
      <source>The most frequent ones are: {names}</source>
      <translation>Die häufigsten sind: {names}</translation>
    </message>
    <message>
      <source>The probe needs {n} readable clips a class in {name}</source>
      <translation>Die Prüfung auf Abkürzungen braucht {n} lesbare Clips je Klasse in {name}</translation>
    </message>
    <message>
      <source>The run in {name} was started with other settings: {names}</source>
      <translation>Der Lauf in {name} wurde mit anderen Einstellungen begonnen: {names}</translation>
    </message>
    <message>
      <source>The split {split} does not hold both human and ai clips</source>
      <translation>Der Teil {split} enthält nicht sowohl menschliche als auch KI-Clips</translation>
    </message>
    <message>
      <source>The split {split} of {name} does not hold both human and ai clips</source>
      <translation>Der Teil {split} von {name} enthält nicht sowohl menschliche als auch KI-Clips</translation>
    </message>
    <message>
      <source>There are no ai clips</source>
      <translation>Es gibt keine KI-Clips</translation>
    </message>
    <message>
      <source>There are no human clips</source>
      <translation>Es gibt keine menschlichen Clips</translation>
    </message>
    <message>
      <source>There are no recordings in {name}</source>
      <translation>In {name} sind keine Aufnahmen</translation>
    </message>
    <message>
      <source>There are too few sources to hold some of them out</source>
      <translation>Es gibt zu wenige Quellen, um einige zurückzuhalten</translation>
    </message>
    <message>
      <source>There is a detector {name} in {folder}</source>
      <translation>Es gibt schon einen Detektor {name} in {folder}</translation>
    </message>
    <message>
      <source>There is no checkpoint {name}</source>
      <translation>Es gibt keinen Checkpoint {name}</translation>
    </message>
    <message>
      <source>There is no data at {name}</source>
      <translation>Unter {name} sind keine Daten</translation>
    </message>
    <message>
      <source>There is nothing to measure: no clip can be read, or all are silent</source>
      <translation>Es gibt nichts zu messen: Kein Clip ist lesbar, oder alle sind still</translation>
    </message>
    <message>
      <source>This network has no last layer to refit</source>
      <translation>Dieses Netz hat keine letzte Schicht zum Neuanpassen</translation>
    </message>
    <message>
      <source>Train again with a lower rate</source>
      <translation>Trainieren Sie noch einmal mit einer kleineren Rate</translation>
    </message>
    <message>
      <source>Train longer</source>
      <translation>Trainieren Sie länger</translation>
    </message>
    <message>
      <source>Training writes the first one after its first check</source>
      <translation>Das Training schreibt den ersten nach seiner ersten Prüfung</translation>
    </message>
    <message>
      <source>Unknown setting {name}</source>
      <translation>Unbekannte Einstellung {name}</translation>
    </message>
    <message>
      <source>Wait for it, or stop it</source>
      <translation>Warten Sie darauf, oder stoppen Sie ihn</translation>
    </message>
    <message>
      <source>float16 training needs a GPU, and there is none</source>
      <translation>Training mit float16 braucht eine Grafikkarte, und es gibt keine</translation>
    </message>
    <message>
      <source>{name} does not hold audio of both classes</source>
      <translation>{name} enthält keinen Ton beider Klassen</translation>
    </message>
    <message>
      <source>{name} has no column {column}; it has {names}</source>
      <translation>{name} hat keine Spalte {column}, sondern {names}</translation>
    </message>
    <message>
      <source>{name} has no folder ai_full or human_full</source>
      <translation>{name} hat keinen Ordner ai_full oder human_full</translation>
    </message>
    <message>
      <source>{name} is being converted by another process</source>
      <translation>{name} wird gerade von einem anderen Prozess umgewandelt</translation>
    </message>
    <message>
      <source>{name} is no folder</source>
      <translation>{name} ist kein Ordner</translation>
    </message>
    <message>
      <source>{name} lists them</source>
      <translation>Sie stehen in {name}</translation>
    </message>
    <message>
      <source>{name} looks like none of the data sets that are known here ({names})</source>
      <translation>{name} gleicht keinem der hier bekannten Datensätze ({names})</translation>
    </message>
    <message>
      <source>{name} was measured on other recordings than {names} has now</source>
      <translation>{name} wurde an anderen Aufnahmen gemessen, als {names} jetzt hat</translation>
    </message>
    <message>
      <source>{name} would overwrite the detector it comes from</source>
      <translation>{name} würde den Detektor überschreiben, von dem er stammt</translation>
    </message>
    <message>
      <source>{n} of {n2} recordings cannot be read, for example {name} ({reason})</source>
      <translation>{n} von {n2} Aufnahmen sind nicht lesbar, zum Beispiel {name} ({reason})</translation>
    </message>
    <message>
      <source>{told} clips can be judged; adapting needs {n} of each class</source>
      <translation>{told} Clips sind beurteilbar; zum Anpassen braucht es {n} jeder Klasse</translation>
    </message>
  </context>
  <context>
    <name>TrustSection</name>
    <message>
      <source>95 % interval</source>
      <translation>95-%-Intervall</translation>
    </message>
    <message>
      <source>A real voice that was cleaned, stretched or changed by effects can look generated.</source>
      <translation>Eine echte Stimme, die bereinigt, gedehnt oder mit Effekten verändert wurde, kann erzeugt wirken.</translation>
    </message>
    <message>
      <source>A verdict is an estimate, not a proof</source>
      <translation>Ein Urteil ist eine Schätzung, kein Beweis</translation>
    </message>
    <message>
      <source>AI called human</source>
      <translation>KI als Mensch</translation>
    </message>
    <message>
      <source>How far to trust this</source>
      <translation>Wie verlässlich ist das?</translation>
    </message>
    <message>
      <source>How strict</source>
      <translation>Wie streng</translation>
    </message>
    <message>
      <source>Less than 10 s of speech is weak evidence; under 1 s nothing is said.</source>
      <translation>Weniger als 10 s Sprache sind ein schwacher Beleg; unter 1 s wird nichts gesagt.</translation>
    </message>
    <message>
      <source>Likely AI, or Contains AI speech: a reason to look closer. Listen to the marked moments and ask where the recording comes from.</source>
      <translation>Vermutlich KI oder Enthält KI-Sprache: ein Grund, genauer hinzusehen. Hören Sie die markierten Stellen an und fragen Sie, woher die Aufnahme kommt.</translation>
    </message>
    <message>
      <source>Likely human: nothing pointed to AI. A new kind of AI voice may still pass.</source>
      <translation>Vermutlich Mensch: Nichts deutete auf KI. Eine neue Art von KI-Stimme kann trotzdem durchkommen.</translation>
    </message>
    <message>
      <source>Measured: {detector}</source>
      <translation>Gemessen: {detector}</translation>
    </message>
    <message>
      <source>Never decide about a person with this verdict alone.</source>
      <translation>Entscheiden Sie nie allein mit diesem Urteil über einen Menschen.</translation>
    </message>
    <message>
      <source>No detector can be used.</source>
      <translation>Kein Detektor ist verwendbar.</translation>
    </message>
    <message>
      <source>No error rates were measured for this detector. Do not rely on it.</source>
      <translation>Für diesen Detektor wurden keine Fehlerraten gemessen. Verlassen Sie sich nicht auf ihn.</translation>
    </message>
    <message>
      <source>Reading the detector...</source>
      <translation>Der Detektor wird gelesen...</translation>
    </message>
    <message>
      <source>Recordings</source>
      <translation>Aufnahmen</translation>
    </message>
    <message>
      <source>Singing, whispering, children and languages that were rare in training were hardly measured.</source>
      <translation>Gesang, Flüstern, Kinder und im Training seltene Sprachen wurden kaum gemessen.</translation>
    </message>
    <message>
      <source>Telephone lines, strong compression, noise, reverberation and noise removal move the score.</source>
      <translation>Telefonleitungen, starke Kompression, Rauschen, Nachhall und Rauschunterdrückung verschieben den Score.</translation>
    </message>
    <message>
      <source>The error rate where both kinds of error are equally frequent: lower is better, 50 % is a guess.</source>
      <translation>Die Fehlerrate, bei der beide Fehlerarten gleich häufig sind: niedriger ist besser, 50 % ist geraten.</translation>
    </message>
    <message>
      <source>The probability compares both explanations as if they were equally common. Where almost all your recordings are human, most flags are false alarms.</source>
      <translation>Die Wahrscheinlichkeit vergleicht beide Erklärungen, als wären sie gleich häufig. Wo fast alle Ihre Aufnahmen menschlich sind, sind die meisten Markierungen Fehlalarme.</translation>
    </message>
    <message>
      <source>Uncertain: the evidence is too weak for either. That is an honest answer, not a failure.</source>
      <translation>Unsicher: Die Belege sind für beides zu schwach. Das ist eine ehrliche Antwort, kein Versagen.</translation>
    </message>
    <message>
      <source>Under which conditions it errs</source>
      <translation>Unter welchen Bedingungen er irrt</translation>
    </message>
    <message>
      <source>Veravox compares the sound of a voice with what it learned from many recordings. It does not know who speaks or what is true. Errors happen in both directions.</source>
      <translation>Veravox vergleicht den Klang einer Stimme mit dem, was es aus vielen Aufnahmen gelernt hat. Es weiß nicht, wer spricht oder was wahr ist. Fehler gibt es in beide Richtungen.</translation>
    </message>
    <message>
      <source>What to keep in mind</source>
      <translation>Was zu bedenken ist</translation>
    </message>
    <message>
      <source>as MP3 of 32 kbit/s</source>
      <translation>als MP3 mit 32 kbit/s</translation>
    </message>
    <message>
      <source>as Opus of 16 kbit/s (voice messages)</source>
      <translation>als Opus mit 16 kbit/s (Sprachnachrichten)</translation>
    </message>
    <message>
      <source>as they are</source>
      <translation>wie sie sind</translation>
    </message>
    <message>
      <source>error rate</source>
      <translation>Fehlerrate</translation>
    </message>
    <message>
      <source>for AI voices it never heard in training</source>
      <translation>für KI-Stimmen, die er im Training nie gehört hat</translation>
    </message>
    <message>
      <source>forced to decide: AI missed</source>
      <translation>ohne Enthaltung: KI übersehen</translation>
    </message>
    <message>
      <source>forced to decide: human called AI</source>
      <translation>ohne Enthaltung: Mensch als KI</translation>
    </message>
    <message>
      <source>human called AI</source>
      <translation>Mensch als KI</translation>
    </message>
    <message>
      <source>in a reverberant room</source>
      <translation>in einem halligen Raum</translation>
    </message>
    <message>
      <source>mean of the disturbed ones</source>
      <translation>Mittel der gestörten</translation>
    </message>
    <message>
      <source>over a telephone line</source>
      <translation>über eine Telefonleitung</translation>
    </message>
    <message>
      <source>uncertain</source>
      <translation>unsicher</translation>
    </message>
    <message>
      <source>with noise (10 dB)</source>
      <translation>mit Rauschen (10 dB)</translation>
    </message>
    <message>
      <source>with the same noise under all (15 dB)</source>
      <translation>mit gleichem Rauschen unter allen (15 dB)</translation>
    </message>
  </context>
  <context>
    <name>UseStep</name>
    <message>
      <source>Adapting {name}</source>
      <translation>{name} wird angepasst</translation>
    </message>
    <message>
      <source>Comparing detectors</source>
      <translation>Detektoren werden verglichen</translation>
    </message>
    <message>
      <source>Installing...</source>
      <translation>Wird installiert...</translation>
    </message>
    <message>
      <source>Making the detector {name}</source>
      <translation>Detektor {name} wird gemacht</translation>
    </message>
    <message>
      <source>Step 4: use</source>
      <translation>Schritt 4: Verwenden</translation>
    </message>
    <message>
      <source>Where the detector's files go</source>
      <translation>Wohin die Dateien des Detektors kommen</translation>
    </message>
    <message>
      <source>Written to {folder}: {names}</source>
      <translation>In {folder} geschrieben: {names}</translation>
    </message>
    <message>
      <source>{name} is installed and active.</source>
      <translation>{name} ist installiert und aktiv.</translation>
    </message>
    <message>
      <source>{name} is installed and active: new scans and live sessions take it.</source>
      <translation>{name} ist installiert und aktiv: Neue Prüfungen und Live-Sitzungen nehmen ihn.</translation>
    </message>
  </context>
  <context>
    <name>Words</name>
    <message>
      <source>AI</source>
      <translation>KI</translation>
    </message>
    <message>
      <source>Apple graphics (MPS)</source>
      <translation>Apple-Grafik (MPS)</translation>
    </message>
    <message>
      <source>Contains AI speech</source>
      <translation>Enthält KI-Sprache</translation>
    </message>
    <message>
      <source>Could not be read</source>
      <translation>Nicht lesbar</translation>
    </message>
    <message>
      <source>Likely AI</source>
      <translation>Vermutlich KI</translation>
    </message>
    <message>
      <source>Likely human</source>
      <translation>Vermutlich Mensch</translation>
    </message>
    <message>
      <source>NVIDIA graphics card (CUDA)</source>
      <translation>NVIDIA-Grafikkarte (CUDA)</translation>
    </message>
    <message>
      <source>No speech</source>
      <translation>Keine Sprache</translation>
    </message>
    <message>
      <source>Uncertain</source>
      <translation>Unsicher</translation>
    </message>
    <message>
      <source>automatic</source>
      <translation>automatisch</translation>
    </message>
    <message>
      <source>balanced</source>
      <translation>ausgewogen</translation>
    </message>
    <message>
      <source>few false alarms</source>
      <translation>wenige Fehlalarme</translation>
    </message>
    <message>
      <source>human</source>
      <translation>Mensch</translation>
    </message>
    <message>
      <source>miss little</source>
      <translation>wenig übersehen</translation>
    </message>
    <message>
      <source>no speech</source>
      <translation>keine Sprache</translation>
    </message>
    <message>
      <source>processor (CPU)</source>
      <translation>Prozessor (CPU)</translation>
    </message>
    <message>
      <source>uncertain</source>
      <translation>unsicher</translation>
    </message>
    <message>
      <source>{n:,}</source>
      <translation>{n}</translation>
    </message>
  </context>
  <context>
    <name>Workbench</name>
    <message>
      <source>&amp;Export...</source>
      <translation>&amp;Exportieren...</translation>
    </message>
    <message>
      <source>&amp;Truth</source>
      <translation>&amp;Wahrheit</translation>
    </message>
    <message>
      <source>Add &amp;files...</source>
      <translation>&amp;Dateien hinzufügen...</translation>
    </message>
    <message>
      <source>Add f&amp;older...</source>
      <translation>&amp;Ordner hinzufügen...</translation>
    </message>
    <message>
      <source>C&amp;lear list</source>
      <translation>Liste &amp;leeren</translation>
    </message>
    <message>
      <source>Choose a CSV file</source>
      <translation>CSV-Datei wählen</translation>
    </message>
    <message>
      <source>Forget the truth of all files</source>
      <translation>Wahrheit aller Dateien vergessen</translation>
    </message>
    <message>
      <source>From a CSV file (path, label)...</source>
      <translation>Aus einer CSV-Datei (path, label)...</translation>
    </message>
    <message>
      <source>From folder names (ai, human, fake, real...)</source>
      <translation>Aus Ordnernamen (ai, human, fake, real...)</translation>
    </message>
    <message>
      <source>No file fits the filter.</source>
      <translation>Keine Datei passt zum Filter.</translation>
    </message>
    <message>
      <source>No file has a verdict yet.</source>
      <translation>Noch hat keine Datei ein Urteil.</translation>
    </message>
    <message>
      <source>None of the files is named there. Folders count when they are called ai or human.</source>
      <translation>Keine der Dateien ist dort genannt. Ordner zählen, wenn sie ai oder human heißen.</translation>
    </message>
    <message>
      <source>Open report</source>
      <translation>Bericht öffnen</translation>
    </message>
    <message>
      <source>Say what the files really are, to see how right the verdicts are</source>
      <translation>Angeben, was die Dateien wirklich sind, um zu sehen, wie richtig die Urteile sind</translation>
    </message>
    <message>
      <source>Starting</source>
      <translation>Startet</translation>
    </message>
    <message>
      <source>The report is being written.</source>
      <translation>Der Bericht wird geschrieben.</translation>
    </message>
    <message>
      <source>The report is written: {path}</source>
      <translation>Der Bericht ist geschrieben: {path}</translation>
    </message>
    <message>
      <source>The truth is set for {n:,} of {all:,} files.</source>
      <translation>Die Wahrheit ist für {n} von {all} Dateien gesetzt.</translation>
    </message>
    <message>
      <source>or drop them anywhere here</source>
      <translation>oder hier irgendwo ablegen</translation>
    </message>
  </context>
  <context>
    <name>_Message</name>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>Close the message</source>
      <translation>Meldung schließen</translation>
    </message>
    <message>
      <source>Message</source>
      <translation>Meldung</translation>
    </message>
  </context>
</TS>
