const root = document.documentElement;
const options = JSON.parse(document.getElementById("options").textContent);
const boxes = [...document.querySelectorAll(".chart")];

const draw = (box) => {
  const option = options[box.id.replace("chart-", "")][root.dataset.language];
  box.setAttribute("aria-label", option.aria.label.description);
  const chart = echarts.getInstanceByDom(box) ?? echarts.init(box, null, { renderer: "svg" });
  chart.setOption(option, true);
};

const speak = (language) => {
  root.lang = language === "zh" ? "zh-CN" : "en";
  root.dataset.language = language;
  for (const button of document.querySelectorAll("[data-to]")) button.setAttribute("aria-pressed", button.dataset.to === language);
  boxes.forEach(draw);
};

document.addEventListener("click", (event) => {
  const to = event.target.closest("[data-to]")?.dataset.to;
  if (to) speak(to);
});
const asked = location.hash === "#en" && document.querySelector('[data-to="en"]');
speak(asked ? "en" : root.dataset.language);
for (const box of boxes) new ResizeObserver(() => echarts.getInstanceByDom(box)?.resize()).observe(box);
