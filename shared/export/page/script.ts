/**
 * What makes the page alive, as the page has it: plain JavaScript for any browser of these years. It writes names as text,
 * never as markup, and asks nobody for anything.
 */
export const SCRIPT = `'use strict';
(function () {
  var data = JSON.parse(document.getElementById('data').textContent);
  var MARKS = { reachable: '\\u2713', unreachable: '\\u00d7', uncertain: '?' };
  var byId = function (id) { return document.getElementById(id); };
  var make = function (name, text) {
    var made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    return made;
  };
  var svg = document.querySelector('.drawing svg');
  var overlay = byId('way');
  var cells = {};
  var chosen = null;
  var step = -1;
  var timer = 0;

  function colour(tag) { return tag === 'untagged' ? 'var(--untagged)' : 'var(--vlan-' + tag + ',var(--untagged))'; }

  function shape(name, attributes) {
    var made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (var key in attributes) made.setAttribute(key, attributes[key]);
    return made;
  }

  function table() {
    var head = make('tr');
    head.append(make('td'));
    data.targets.forEach(function (target) {
      var cell = make('th');
      cell.scope = 'col';
      cell.append(make('span', target.id));
      cell.title = target.address;
      head.append(cell);
    });
    byId('head').append(head);
    data.sources.forEach(function (source, row) {
      var line = make('tr');
      var name = make('th', source);
      name.scope = 'row';
      line.append(name);
      data.targets.forEach(function (target, column) {
        var cell = make('td');
        var pair = data.pairs[row + ' ' + column];
        if (pair) {
          var button = make('button', MARKS[pair.verdict]);
          button.type = 'button';
          button.dataset.verdict = pair.verdict;
          button.tabIndex = -1;
          button.setAttribute('aria-pressed', 'false');
          button.setAttribute('aria-label', source + ' to ' + target.id + ', ' + target.address + ': ' + pair.verdict);
          button.addEventListener('click', function () { choose(row, column); });
          button.addEventListener('keydown', function (event) { move(event, row, column); });
          cells[row + ' ' + column] = button;
          cell.append(button);
        } else cell.textContent = '\\u2013';
        line.append(cell);
      });
      byId('body').append(line);
    });
  }

  var STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  function move(event, row, column) {
    var by = STEPS[event.key];
    if (!by) return;
    event.preventDefault();
    do {
      row += by[0];
      column += by[1];
      if (row < 0 || column < 0 || row >= data.sources.length || column >= data.targets.length) return;
    } while (!cells[row + ' ' + column]);
    focusable(row + ' ' + column).focus();
  }

  function focusable(key) {
    for (var other in cells) cells[other].tabIndex = -1;
    cells[key].tabIndex = 0;
    return cells[key];
  }

  function choose(row, column) {
    var key = row + ' ' + column;
    if (chosen) cells[chosen].setAttribute('aria-pressed', 'false');
    chosen = key;
    cells[key].setAttribute('aria-pressed', 'true');
    focusable(key);
    stop();
    step = -1;
    var pair = data.pairs[key];
    var target = data.targets[column];
    byId('title').textContent = data.sources[row] + ' \\u2192 ' + target.id;
    byId('verdict').textContent = pair.verdict + ', ' + target.address;
    byId('why').textContent = pair.why === undefined
      ? 'The walk of this pair is not in this page.'
      : data.texts[pair.why] + (pair.mend === undefined ? '' : ' ' + data.texts[pair.mend]);
    var list = byId('hops');
    list.replaceChildren();
    (pair.hops || []).forEach(function (number, at) {
      var hop = data.hops[number];
      var item = make('li');
      item.className = data.texts[hop[2]];
      item.append(make('b', (data.texts[hop[0]] === 'reply' ? '\\u21a9 ' : '') + data.texts[hop[1]]));
      item.append(data.texts[hop[4]]);
      if (data.texts[hop[3]] !== '') item.append(make('code', data.texts[hop[3]]));
      item.addEventListener('click', function () { stop(); show(at); });
      list.append(item);
    });
    draw('request');
    buttons();
  }

  function hopsOf() { return (chosen && data.pairs[chosen].hops) || []; }

  function draw(leg) {
    overlay.replaceChildren();
    var pair = data.pairs[chosen];
    (pair[leg] || []).forEach(function (number) {
      var line = data.lines[number];
      overlay.append(shape('path', { 'class': 'way', d: line[1], stroke: colour(line[0]) }));
    });
    for (var lit of svg.querySelectorAll('[data-lit]')) delete lit.dataset.lit;
  }

  function placesOf(thing) {
    return Array.prototype.filter.call(svg.querySelectorAll('[data-thing]'), function (drawn) {
      return drawn.dataset.thing === thing;
    });
  }

  function show(at) {
    var hop = data.hops[hopsOf()[at]];
    if (!hop) return;
    step = at;
    draw(data.texts[hop[0]]);
    var places = hop[5].reduce(function (all, thing) { return all.concat(placesOf(thing)); }, []);
    places.forEach(function (place) { if (place.dataset.vertex) place.dataset.lit = 'on'; });
    var last = places[places.length - 1] || placesOf(data.texts[hop[1]])[0];
    if (last) {
      var box = last.getBoundingClientRect();
      var point = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2).matrixTransform(svg.getScreenCTM().inverse());
      overlay.append(shape('circle', { 'class': 'packet', r: 8, cx: point.x, cy: point.y }));
    }
    Array.prototype.forEach.call(byId('hops').children, function (item, index) {
      if (index === at) {
        item.setAttribute('aria-current', 'step');
        item.scrollIntoView({ block: 'nearest' });
      } else item.removeAttribute('aria-current');
    });
    byId('said').textContent = data.texts[hop[4]];
    buttons();
  }

  function buttons() {
    byId('before').disabled = step <= 0;
    byId('next').disabled = step >= hopsOf().length - 1;
    byId('walk').disabled = hopsOf().length === 0;
    byId('walk').textContent = timer ? 'Stop' : 'Walk the packet';
  }

  function stop() {
    clearInterval(timer);
    timer = 0;
    buttons();
  }

  byId('before').addEventListener('click', function () { stop(); show(step - 1); });
  byId('next').addEventListener('click', function () { stop(); show(step + 1); });
  byId('walk').addEventListener('click', function () {
    if (timer) { stop(); return; }
    if (step >= hopsOf().length - 1) step = -1;
    show(step + 1);
    timer = setInterval(function () {
      if (step >= hopsOf().length - 1) stop();
      else show(step + 1);
    }, 900);
    buttons();
  });
  byId('theme').addEventListener('click', function () {
    var root = document.documentElement;
    var dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
  });

  // On the drawing: from where, then to where.
  var from = -1;
  svg.addEventListener('click', function (event) {
    var place = event.target.closest('[data-thing]');
    if (!place) return;
    var thing = place.dataset.thing;
    var column = data.targets.findIndex(function (target) { return target.id === thing; });
    if (from >= 0 && column >= 0 && data.pairs[from + ' ' + column]) {
      choose(from, column);
      from = -1;
      return;
    }
    from = data.sources.indexOf(thing);
    if (from < 0) return;
    overlay.replaceChildren();
    byId('title').textContent = thing + ' \\u2192 \\u2026';
    byId('why').textContent = 'Choose on the drawing what it pings.';
    byId('verdict').textContent = '';
    byId('hops').replaceChildren();
  });

  table();
  var first = Object.keys(cells)[0];
  if (first) {
    focusable(first);
    choose.apply(null, first.split(' ').map(Number));
  } else byId('why').textContent = 'There is nothing to ping in this lab.';
})();
`;
