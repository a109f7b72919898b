// The emoji of the picker and of the completion, by name.

import { t } from "../texts/i18n.js";
import { button, el, onKey } from "./dom.js";
import { openPopup } from "./popup.js";

const TABLE = `
+1👍 -1👎 heart❤️ joy😂 tada🎉 eyes👀 pray🙏 fire🔥 rocket🚀 check✅ x❌ 100💯 clap👏 wave👋 ok👌 muscle💪 raised_hands🙌 handshake🤝 point_up☝️
point_right👉 point_down👇 victory✌️ fingers_crossed🤞 writing✍️ brain🧠 smile😄 grin😁 slight_smile🙂 wink😉 blush😊 heart_eyes😍 kiss😘 yum😋 cool😎
thinking🤔 neutral😐 unamused😒 rolling_eyes🙄 sweat_smile😅 rofl🤣 upside_down🙃 relieved😌 sleeping😴 sob😭 cry😢 angry😠 rage😡 scream😱 flushed😳
confused😕 worried😟 nerd🤓 party🥳 hugs🤗 shush🤫 zipper🤐 mask😷 dizzy😵 exploding🤯 melting🫠 salute🫡 skull💀 ghost👻 alien👽 robot🤖 poop💩 clown🤡
see_no_evil🙈 cat🐱 dog🐶 fox🦊 bear🐻 panda🐼 frog🐸 monkey🐵 chicken🐔 penguin🐧 owl🦉 unicorn🦄 bee🐝 bug🐛 butterfly🦋 turtle🐢 snake🐍 octopus🐙
crab🦀 whale🐳 dragon🐉 tree🌳 seedling🌱 cactus🌵 clover🍀 rose🌹 sunflower🌻 blossom🌸 apple🍎 lemon🍋 banana🍌 grapes🍇 strawberry🍓 peach🍑
tomato🍅 avocado🥑 carrot🥕 bread🍞 cheese🧀 egg🥚 pizza🍕 burger🍔 fries🍟 taco🌮 sushi🍣 ramen🍜 rice🍚 dumpling🥟 icecream🍦 cake🎂 cookie🍪
chocolate🍫 coffee☕ tea🍵 beer🍺 beers🍻 wine🍷 cocktail🍸 champagne🍾 sun☀️ moon🌙 star⭐ sparkles✨ cloud☁️ rain🌧️ snow❄️ rainbow🌈 zap⚡ ocean🌊
earth🌍 soccer⚽ basketball🏀 trophy🏆 medal🥇 dart🎯 game🎮 dice🎲 guitar🎸 music🎵 art🎨 movie🎬 camera📷 phone📱 laptop💻 keyboard⌨️ printer🖨️ floppy💾
disk💿 bulb💡 battery🔋 plug🔌 wrench🔧 hammer🔨 gear⚙️ lock🔒 key🔑 link🔗 paperclip📎 pin📌 scissors✂️ pencil✏️ memo📝 book📖 books📚 calendar📅 chart📈
mail📧 package📦 bell🔔 mega📣 speech💬 hourglass⏳ clock🕐 alarm⏰ money💰 gem💎 gift🎁 balloon🎈 car🚗 bus🚌 bike🚲 train🚆 plane✈️ ship🚢 house🏠
office🏢 school🏫 hospital🏥 tent⛺ map🗺️ flag🏁 warning⚠️ stop🛑 construction🚧 question❓ exclamation❗ plus➕ minus➖ up⬆️ down⬇️ left⬅️ right➡️ recycle♻️
new🆕 free🆓 sos🆘 zzz💤 broken_heart💔 blue_heart💙 green_heart💚 yellow_heart💛 purple_heart💜 black_heart🖤 white_heart🤍 orange_heart🧡`;

/** { name, emoji }, in the order of the picker. */
export const EMOJI = TABLE.trim()
  .split(/\s+/u)
  .map((item) => {
    const [, name, emoji] = /^([+-]?[\w]+)(.+)$/u.exec(item);
    return { name, emoji };
  });

export const QUICK = ["👍", "❤️", "😂", "🎉", "👀", "🙏", "✅", "🚀"];

/** The emoji whose name begins with a text, then those whose name contains it. */
export function searchEmoji(text, countMax) {
  const wanted = text.toLowerCase();
  const starting = EMOJI.filter(({ name }) => name.startsWith(wanted));
  const having = EMOJI.filter(({ name }) => !name.startsWith(wanted) && name.includes(wanted));
  return [...starting, ...having].slice(0, countMax);
}

const COLUMNS = 8;
const SHOWN_MAX = 300;

/** @param picked called with the emoji that the user has picked */
export function pickEmoji(anchor, picked) {
  const board = el("div", {
    class: "board",
    role: "group",
    "aria-label": t("emoji.label"),
    keydown: onKey((event) => move(event, board)),
  });
  const show = (found) =>
    board.replaceChildren(
      ...found.map(({ name, emoji }, index) =>
        button(
          {
            class: "emoji",
            tabindex: index === 0 ? "0" : "-1",
            "aria-label": name.replaceAll("_", " "),
            title: `:${name}:`,
            click: () => (close(), picked(emoji)),
          },
          emoji,
        ),
      ),
    );
  const search = el("input", {
    type: "text",
    "aria-label": t("emoji.search"),
    placeholder: t("emoji.search"),
    input: () => show(searchEmoji(search.value.trim().replaceAll(" ", "_"), SHOWN_MAX)),
    keydown: onKey((event) => {
      if (event.key === "ArrowDown") {
        event.preventDefault();
        board.firstElementChild?.focus();
      } else if (event.key === "Enter") {
        event.preventDefault();
        board.firstElementChild?.click();
      }
    }),
  });
  show(EMOJI);
  const close = openPopup(anchor, el("div", { class: "picker" }, search, board));
  search.focus();
}

function move(event, board) {
  const buttons = [...board.children];
  const at = buttons.indexOf(document.activeElement);
  const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
  const next = buttons[at + by];
  if (next) {
    event.preventDefault();
    next.focus();
  }
}
