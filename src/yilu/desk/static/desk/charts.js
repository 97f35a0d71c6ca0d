// Draws the charts of a page from the options the server wrote beside them. ECharts is fetched only when there is one to draw.
let library;

const load = (address) => (library ??= new Promise((resolve, reject) => {
  const script = document.createElement("script");
  script.src = address;
  script.onload = () => resolve(globalThis.echarts);
  script.onerror = reject;
  document.head.append(script);
}));

const draw = async (group) => {
  if (group.dataset.drawn) return;
  group.dataset.drawn = "1";
  const echarts = await load(group.dataset.echarts);
  const language = document.documentElement.lang.startsWith("en") ? "EN" : "ZH";
  for (const box of group.querySelectorAll(".chart")) {
    const option = JSON.parse(document.getElementById(box.id.replace("chart-", "option-")).textContent);
    if (option.yilu_map) {
      echarts.registerMap("areas", await (await fetch(option.yilu_map)).json());
      delete option.yilu_map;
    }
    const chart = echarts.init(box, null, { renderer: "canvas", locale: language });
    const words = box.getAttribute("aria-label");
    option.aria = { enabled: true, label: { description: words } };
    chart.setOption(option);
    chart.on("click", (point) => { if (point.data?.href) location.assign(point.data.href); });
    new ResizeObserver(() => chart.resize()).observe(box);
  }
};

const all = (root) => root.querySelectorAll?.("[data-echarts]").forEach(draw);
all(document);
document.addEventListener("htmx:afterSettle", (event) => all(event.detail.elt.ownerDocument));
