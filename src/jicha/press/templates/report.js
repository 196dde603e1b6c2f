"use strict";
// Draws the charts of the edition that is shown, and switches editions. All figures come from the page itself.
(function () {
  const data = JSON.parse(document.getElementById("charts").textContent);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const drawn = new Map();
  let printing = false;

  function colours() {
    const style = getComputedStyle(document.documentElement);
    const pick = (name) => style.getPropertyValue(name).trim();
    return {
      ink: pick("--ink"), soft: pick("--soft"), rule: pick("--rule"), hair: pick("--hair"), paper: pick("--paper"),
      font: pick("--sans"), tones: [0, 1, 2, 3, 4].map((tone) => pick("--tone" + tone)),
    };
  }

  // The largest figures are shortened on the axis only; the tips and the tables say them in full.
  function short(locale) {
    const format = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
    return (value) => format.format(value);
  }

  function option(chart, tag) {
    const colour = colours();
    const isBars = chart.form === "bars";
    const totals = chart.categories.map((_, at) => chart.series.reduce((sum, one) => sum + one.values[at], 0));
    const full = new Intl.NumberFormat(tag, { maximumFractionDigits: 2 });
    const text = { color: colour.soft, fontFamily: colour.font, fontSize: 12 };
    const names = {
      type: "category", data: chart.categories, inverse: isBars, axisTick: { show: false },
      axisLine: { lineStyle: { color: colour.rule } },
      axisLabel: { ...text, color: isBars ? colour.ink : colour.soft, width: isBars ? 210 : undefined,
        overflow: "truncate", hideOverlap: true },
    };
    const amounts = {
      type: "value", max: chart.is_share ? 100 : undefined, splitNumber: 4, interval: chart.is_share ? 25 : undefined, minInterval: chart.unit ? 0 : 1,
      axisLabel: { ...text, formatter: chart.is_share ? "{value} %" : short(tag) },
      splitLine: { lineStyle: { color: colour.hair } },
    };
    return {
      animation: false,
      aria: { enabled: false },
      textStyle: { fontFamily: colour.font },
      legend: chart.series.length > 1
        ? { top: 4, left: 0, itemWidth: 10, itemHeight: 10, itemGap: 20, icon: "rect", textStyle: text }
        : undefined,
      grid: { top: chart.series.length > 1 ? 40 : 20, left: 0, right: 24, bottom: 4, containLabel: true },
      tooltip: {
        trigger: "axis", axisPointer: { type: "shadow", shadowStyle: { color: colour.hair, opacity: 0.6 } },
        backgroundColor: colour.paper, borderColor: colour.rule, textStyle: { ...text, color: colour.ink },
        confine: true,
        valueFormatter: (value) => (chart.is_share ? full.format(value) + " %" : full.format(value)),
      },
      xAxis: isBars ? amounts : names,
      yAxis: isBars ? names : amounts,
      series: chart.series.map((one) => ({
        name: one.name, type: "bar", stack: "all", barMaxWidth: isBars ? 16 : 28,
        itemStyle: { color: colour.tones[one.tone], borderColor: colour.paper, borderWidth: 0.5 },
        emphasis: { disabled: true },
        data: one.values.map((value, at) => (chart.is_share && totals[at] ? (100 * value) / totals[at] : value)),
      })),
    };
  }

  function draw() {
    const edition = document.querySelector(".edition:not([hidden])");
    for (const place of edition.querySelectorAll("[data-chart]")) {
      const chart = data[place.dataset.language][place.dataset.chart];
      if (!drawn.has(place)) {
        drawn.set(place, echarts.init(place, null, { renderer: "svg" }));
        const told = place.querySelector("svg");
        if (told) told.setAttribute("aria-hidden", "true");
      }
      drawn.get(place).resize();
      drawn.get(place).setOption(option(chart, edition.dataset.tag), true);
    }
  }

  function show(language, title) {
    for (const edition of document.querySelectorAll(".edition")) {
      edition.hidden = edition.id !== "edition-" + language;
      if (!edition.hidden) document.documentElement.lang = edition.dataset.tag;
    }
    for (const button of document.querySelectorAll("[data-language][aria-pressed]")) {
      button.setAttribute("aria-pressed", String(button.dataset.language === language));
    }
    document.title = title;
    draw();
  }

  for (const button of document.querySelectorAll(".switch button")) {
    button.addEventListener("click", () => show(button.dataset.language, button.dataset.title));
  }
  window.addEventListener("resize", () => { if (!printing) draw(); });
  dark.addEventListener("change", draw);
  window.addEventListener("beforeprint", () => { printing = true; draw(); });
  window.addEventListener("afterprint", () => { printing = false; draw(); });
  draw();
})();
