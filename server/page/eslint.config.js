import js from "@eslint/js";

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
    },
  },
];
