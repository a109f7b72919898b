// Texts about the user: signing in, the account, notifications. Each key has its English and its Chinese text.

export const ACCOUNT_TEXTS = {
  "signin.title": ["Sign in · GoChat", "登录 · GoChat"],
  "signin.welcome": ["Come in and talk.", "进来聊聊。"],
  "signin.ways": ["Ways to come in", "进入方式"],
  "signin.guest": ["Guest", "访客"],
  "signin.account": ["Sign in", "登录"],
  "signin.register": ["Register", "注册"],
  "signin.guest-act": ["Join as a guest", "以访客身份加入"],
  "signin.account-act": ["Sign in", "登录"],
  "signin.register-act": ["Create account", "创建账号"],
  "signin.name": ["Name", "名字"],
  "signin.name-hint": ["1 to 32 letters, digits, and _ - .", "1 至 32 个文字或数字，可用 _ - ."],
  "signin.guest-hint": [
    "A guest has a name only. It is free again ten minutes after you leave.",
    "访客只有名字。离开十分钟后，名字即可被他人使用。",
  ],
  "signin.password": ["Password", "密码"],
  "signin.password-hint": ["At least 8 characters", "至少 8 个字符"],
  "signin.admin": ["I set up this server", "这台服务器由我搭建"],
  "signin.admin-code": ["Administrator's code", "管理员代码"],
  "signin.admin-hint": ["The server printed it at its start.", "服务器启动时已显示。"],
  "signin.insecure": [
    "This address is not encrypted. Passwords may be refused here, and the browser shows no notifications and allows no copying to the clipboard. Chatting as a guest works all the same.",
    "此地址未加密：这里可能不接受密码，浏览器也不提供通知和复制到剪贴板。以访客身份聊天不受影响。",
  ],
  "signin.guest-ended": [
    "You were away for too long: your guest name has ended. You can come in again.",
    "离开太久，访客身份已失效，请重新进入。",
  ],
  "signin.not-told": [
    "You are signed out on this page, but the server could not be told. Changing the password ends the session there too.",
    "你已在此退出，但未能通知服务器。修改密码可结束服务器上的会话。",
  ],
  "signin.signed-out": ["You were signed out. Please sign in again.", "你已退出登录，请重新登录。"],

  "user.guest": ["guest", "访客"],
  "user.menu": ["Your menu", "我的菜单"],
  "user.sign-out": ["Sign out", "退出登录"],

  "notify.on": ["Turn notifications off", "关闭通知"],
  "notify.off": ["Turn notifications on", "开启通知"],
  "notify.blocked": ["Notifications: blocked by the browser", "通知：已被浏览器阻止"],
  "notify.impossible": ["Notifications: not at this address", "通知：此地址不可用"],
  "notify.unsupported": ["Notifications: not in this browser", "通知：此浏览器不支持"],
  "notify.now-unsupported": [
    "This browser shows no notifications of pages. The title counts what is new.",
    "此浏览器不支持网页通知。标题栏会显示新消息数。",
  ],
  "notify.now-on": ["You are notified of mentions and direct messages.", "有人提到你或私聊你时会通知你。"],
  "notify.now-off": ["Notifications are off.", "通知已关闭。"],
  "notify.now-blocked": [
    "Your browser blocks notifications of this site. You can allow them in its settings.",
    "浏览器已阻止此网站的通知，可在浏览器设置中允许。",
  ],
  "notify.now-impossible": [
    "Browsers show notifications only of pages that come encrypted or from this machine. The title counts what is new.",
    "只有加密的地址或本机地址才能显示通知。标题栏会显示新消息数。",
  ],
  "notify.title": ["{author} in #{room}", "{author}（#{room}）"],

  "password.title": ["Change password", "修改密码"],
  "password.old": ["Old password", "旧密码"],
  "password.new": ["New password", "新密码"],
  "password.changed": [
    "Your password was changed. All other sessions were signed out.",
    "密码已修改，其他会话均已退出。",
  ],
};
