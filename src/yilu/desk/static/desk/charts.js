// Draws the charts of a page from the options the server wrote beside them. ECharts is fetched only when there is one to draw.
let library;

const load = (address) => (library ??= new Promise((resolve, reject) => {
  const script = document.createElement("script");
  script.src = address;
  script.onload = () => resolve(globalThis.echarts);
  script.onerror = reject;
  document.head.append(script);
}));

const draw = (group) => (group.drawing ??= drawAll(group));

const drawAll = async (group) => {
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

const all = (root) => Promise.all([...root.querySelectorAll("[data-echarts]")].map(draw));
all(document);
document.addEventListener("htmx:afterSettle", (event) => all(event.detail.elt.ownerDocument));

// What is fetched only when scrolled to is fetched before it is printed: by the page's own button or by Ctrl+P.
const waiting = () => [...document.querySelectorAll("[data-waits]")].map((link) => link.closest("[hx-get]"));
const fill = async (block) => {
  const answer = await fetch(block.getAttribute("hx-get"), { headers: { "HX-Request": "true" } });
  if (answer.ok && !answer.redirected) block.innerHTML = await answer.text();
};
const print = async () => {
  try {
    await Promise.all(waiting().map(fill));
    await all(document);
  } finally {
    window.print();
  }
};
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", print);
}
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "p" || !waiting().length) return;
  event.preventDefault();
  print();
});
