// Creates elements. Texts become text nodes only, never markup.

/**
 * An element. A function as a property is the listener of the event with that name. `true` sets an empty attribute;
 * `false` and `null` set none. Children are nodes, texts, arrays of them, or null.
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") {
      element.addEventListener(name, value);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

/** A button that does not submit a form. */
export function button(properties, ...children) {
  return el("button", { type: "button", ...properties }, ...children);
}

/** A button with an icon. Its name is for screen readers and the tooltip. */
export function iconButton(icon, name, properties = {}) {
  return button(
    { "aria-label": name, title: name, ...properties, class: `icon ${properties.class ?? ""}`.trim() },
    glyph(icon),
  );
}

const SVG = "http://www.w3.org/2000/svg";

/** Outlines on a grid of 20 by 20. */
const GLYPHS = {
  menu: "M3 5h14M3 10h14M3 15h14",
  close: "M5 5l10 10M15 5L5 15",
  plus: "M10 4v12M4 10h12",
  search: "M9 3a6 6 0 1 1 0 12A6 6 0 0 1 9 3zM13.5 13.5L17 17",
  people:
    "M7 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM1.5 17c0-3.5 2.5-5.5 5.5-5.5s5.5 2 5.5 5.5M13 3.3a3 3 0 0 1 0 5.4M15 12c2 .7 3.5 2.4 3.5 5",
  reply: "M8 5L3 10l5 5M3 10h8c4 0 6 2 6 6",
  thread: "M3 4h14v9H9l-4 4v-4H3zM6.5 7.5h7M6.5 10h4",
  smile: "M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15zM7 8v.5M13 8v.5M6.5 12c1.8 2.7 5.2 2.7 7 0",
  edit: "M4 16l1-4 8.5-8.5 3 3L8 15zM11.5 5.5l3 3",
  trash: "M4 6h12M8 6V4h4v2M5.5 6l.8 11h7.4l.8-11M8.5 9v5M11.5 9v5",
  copy: "M7 7h9v10H7zM4 13V3h9",
  send: "M3 10L17 3l-4 14-3.5-5.5zM9.5 11.5L17 3",
  down: "M10 4v12M5 11l5 5 5-5",
  more: "M4 10a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0M9.4 10a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0M14.8 10a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0",
  pin: "M12.5 2.5l5 5-3.2.8-3.3 3.3.3 3.9-1.3 1.3-6.8-6.8 1.3-1.3 3.9.3 3.3-3.3zM6.6 13.4L2.5 17.5",
  unpin: "M12.5 2.5l5 5-3.2.8-3.3 3.3.3 3.9-1.3 1.3-6.8-6.8 1.3-1.3 3.9.3 3.3-3.3zM6.6 13.4L2.5 17.5M2.5 2.5l15 15",
  lock: "M5 9h10v8H5zM7 9V6a3 3 0 0 1 6 0v3",
  invite: "M8 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 17c0-3.5 2.7-5.5 6-5.5 1 0 2 .2 2.8.6M15 11v6M12 14h6",
};

export function glyph(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", "glyph");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", GLYPHS[name]);
  svg.append(path);
  return svg;
}

/** A text whose direction does not affect the text around it. */
export function bdi(text, className = null) {
  return el("bdi", { class: className }, text);
}

/** A function that acts once before the next frame of the screen, however often it is called. */
export function eachFrame(act) {
  let isDue = false;
  return () => {
    if (!isDue) {
      isDue = true;
      requestAnimationFrame(() => {
        isDue = false;
        act();
      });
    }
  };
}

/**
 * Makes a listener for keys that ignores those of an input method, such as Enter and Escape during a composition. Every
 * listener for keys has to be made here. Most browsers mark such keys by `isComposing`. Safari reports the last key after the
 * end of the composition, with the code 229, which other browsers use too.
 */
export function onKey(handle) {
  return (event) => {
    if (!event.isComposing && event.keyCode !== 229) {
      handle(event);
    }
  };
}
