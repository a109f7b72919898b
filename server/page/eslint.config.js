import js from "@eslint/js";

/** The folders of the page, from the top down: a folder may import from those below it only. */
const FOLDERS = ["views", "actions", "state", "widgets", "stream", "texts", "markup"];

export default [
  js.configs.recommended,
  {
    // The type check finds undefined names.
    rules: {
      "no-undef": "off",
      // The patterns of characters that the page must not show name control characters.
      "no-control-regex": "off",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-var": "error",
      "prefer-const": "error",
      eqeqeq: "error",
      "no-console": "error",
      "no-eval": "error",
      "no-shadow": "error",
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  ...FOLDERS.slice(1).map((folder, index) => ({
    files: [`**/page/js/${folder}/*.js`],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ regex: `/(main\\.js$|(${FOLDERS.slice(0, index + 1).join("|")})/)` }] },
      ],
    },
  })),
];
