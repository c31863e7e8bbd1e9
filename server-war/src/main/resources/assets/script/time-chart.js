// Draws the table inside it as a line; the table stays and says the same.
const LONE_POINTS = 40;
let library = null;

function load(address) {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(window.Chart);
    script.onerror = reject;
    document.head.append(script);
  });
  return library;
}

class TimeChart extends HTMLElement {
  connectedCallback() {
    this.redraw = () => this.draw();
    document.addEventListener("platen:theme", this.redraw);
    this.scheme = matchMedia("(prefers-color-scheme: dark)");
    this.scheme.addEventListener("change", this.redraw);
    this.draw();
  }

  disconnectedCallback() {
    document.removeEventListener("platen:theme", this.redraw);
    this.scheme.removeEventListener("change", this.redraw);
    this.chart?.destroy();
    this.chart = null;
  }

  takeOver(fresh) {
    const table = fresh.querySelector("table");
    if (!table || this.querySelector("table").outerHTML === table.outerHTML) return;
    this.querySelector("table").replaceWith(table);
    this.setAttribute("label", fresh.getAttribute("label"));
    this.draw();
  }

  get points() {
    return [...this.querySelectorAll("tr[data-at]")].map((row) => ({ x: Number(row.dataset.at), y: Number(row.dataset.value) }));
  }

  async draw() {
    const Chart = await load(this.getAttribute("chart"));
    if (!this.isConnected) return;
    const points = this.points;
    const box = this.querySelector(".chart-canvas");
    this.chart?.destroy();
    const canvas = document.createElement("canvas");
    canvas.setAttribute("role", "img");
    box.replaceChildren(canvas);
    const locale = this.getAttribute("locale");
    const figure = new Intl.NumberFormat(locale);
    const label = this.getAttribute("label");
    const ends = [points[0], points.at(-1)].map((point) => (point ? figure.format(point.y) : ""));
    canvas.setAttribute("aria-label", `${label}: ${ends.join(" – ")}`);
    this.chart = new Chart(canvas, settings(points, label, locale, colours(this, box)));
    this.dataset.points = points.length;
  }
}

function colours(element, box) {
  const style = getComputedStyle(box);
  return { line: getComputedStyle(element).color, text: style.color, grid: style.borderTopColor, fill: style.backgroundColor };
}

// A meter that falls was reset: the line is broken there.
function broken(points) {
  return points.flatMap((point, i) => (i && point.y < points[i - 1].y ? [{ x: point.x, y: NaN }, point] : [point]));
}

function settings(points, label, locale, colour) {
  const first = points[0]?.x ?? 0;
  const last = points.at(-1)?.x ?? 0;
  const withinDay = last - first < 36 * 3600 * 1000;
  const day = new Intl.DateTimeFormat(locale, withinDay ? { hour: "2-digit", minute: "2-digit" } : { day: "numeric", month: "short" });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const figure = new Intl.NumberFormat(locale);
  const ticks = { color: colour.text, maxTicksLimit: 6, maxRotation: 0, font: { size: 12 } };
  return {
    type: "line",
    data: {
      datasets: [{
        label,
        data: broken(points),
        borderColor: colour.line,
        backgroundColor: colour.fill,
        pointBackgroundColor: colour.line,
        borderWidth: 2,
        fill: true,
        pointRadius: points.length < LONE_POINTS ? 3 : 0,
        pointHoverRadius: 4,
      }],
    },
    options: {
      animation: false,
      parsing: false,
      maintainAspectRatio: false,
      locale,
      interaction: { mode: "nearest", axis: "x", intersect: false },
      scales: {
        x: {
          type: "linear",
          min: first === last ? first - 1800000 : first,
          max: first === last ? last + 1800000 : last,
          grid: { display: false },
          border: { color: colour.grid },
          ticks: { ...ticks, callback: (at) => day.format(at) },
        },
        y: {
          grace: "5%",
          grid: { color: colour.grid },
          border: { display: false },
          ticks: { ...ticks, precision: 0, callback: (value) => figure.format(value) },
        },
      },
      plugins: {
        legend: { display: false },
        tooltip: { displayColors: false, callbacks: { title: (items) => moment.format(items[0].parsed.x) } },
      },
    },
  };
}

customElements.define("time-chart", TimeChart);
