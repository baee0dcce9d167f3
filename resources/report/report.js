(function () {
  "use strict";
  var list = document.getElementById("list");
  var search = document.getElementById("search");
  var shown = document.getElementById("shown");
  var wrong = document.getElementById("wrongonly");
  var chips = Array.prototype.slice.call(document.querySelectorAll(".chip[data-style]"));
  var bodies = Array.prototype.slice.call(list.querySelectorAll("tbody[data-style]"));
  var texts = bodies.map(function (b) { return b.textContent.toLowerCase(); });

  function apply() {
    var wanted = search.value.trim().toLowerCase();
    var styles = {};
    chips.forEach(function (c) { styles[c.dataset.style] = c.getAttribute("aria-pressed") === "true"; });
    var onlyWrong = wrong && wrong.getAttribute("aria-pressed") === "true";
    var n = 0;
    bodies.forEach(function (b, i) {
      var keep = styles[b.dataset.style] && (!wanted || texts[i].indexOf(wanted) >= 0) &&
        (!onlyWrong || b.hasAttribute("data-wrong"));
      b.hidden = !keep;
      if (keep) { n += 1; }
    });
    shown.textContent = n === bodies.length ? n + " files" : n + " of " + bodies.length + " files";
  }

  function press(button) {
    button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") === "true" ? "false" : "true");
    apply();
  }

  chips.forEach(function (c) {
    var any = bodies.some(function (b) { return b.dataset.style === c.dataset.style; });
    if (!any) { c.hidden = true; return; }
    c.addEventListener("click", function () { press(c); });
  });
  if (wrong) { wrong.addEventListener("click", function () { press(wrong); }); }
  search.addEventListener("input", apply);

  function key(body, column) {
    var text = body.rows[0].cells[column].dataset.sort || "";
    var number = Number(text);
    return text !== "" && !isNaN(number) ? number : text;
  }

  Array.prototype.forEach.call(list.tHead.rows[0].cells, function (head, column) {
    var button = head.querySelector("button");
    if (!button) { return; }
    button.addEventListener("click", function () {
      var up = head.getAttribute("aria-sort") !== "ascending";
      Array.prototype.forEach.call(list.tHead.rows[0].cells, function (h) {
        if (h.hasAttribute("aria-sort")) { h.setAttribute("aria-sort", "none"); }
      });
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      var keyed = bodies.map(function (b) { return { body: b, key: key(b, column) }; });
      keyed.sort(function (a, b) {
        var order = typeof a.key === "number" && typeof b.key === "number"
          ? a.key - b.key : String(a.key).localeCompare(String(b.key), undefined, { numeric: true });
        return up ? order : -order;
      });
      keyed.forEach(function (k) { list.appendChild(k.body); });
    });
  });

  list.addEventListener("click", function (event) {
    var button = event.target.closest("button.open");
    if (!button) { return; }
    var more = button.closest("tbody").querySelector("tr.more");
    more.hidden = !more.hidden;
    button.setAttribute("aria-expanded", String(!more.hidden));
  });
  apply();
})();
