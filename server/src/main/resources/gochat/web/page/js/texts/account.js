// Texts about the user: signing in, the account, notifications. Each key has its English and its Chinese text.

export const ACCOUNT_TEXTS = {
  "signin.title": ["Sign in · {server}", "登录 · {server}"],
  "signin.welcome": ["Come in and talk.", "进来聊聊。"],
  "signin.ways": ["Ways to sign in", "登录方式"],
  "signin.guest": ["Guest", "访客"],
  "signin.account": ["Sign in", "登录"],
  "signin.register": ["Register", "注册"],
  "signin.guest-act": ["Join as a guest", "以访客身份加入"],
  "signin.account-act": ["Sign in", "登录"],
  "signin.register-act": ["Create account", "创建账号"],
  "signin.name": ["Name", "名字"],
  "signin.name-hint": ["1 to {max} letters, digits, and _ - .", "1 至 {max} 个文字或数字，可用 _ - ."],
  "signin.guest-hint": [
    "A guest only needs a name. Others can take it {n} minutes after you leave.",
    "访客只需一个名字。离开 {n} 分钟后，他人即可使用这个名字。",
  ],
  "signin.password": ["Password", "密码"],
  "signin.password-hint": ["At least {min} characters", "至少 {min} 个字符"],
  "signin.has-code": ["I have a code", "我有邀请码或管理员代码"],
  "signin.code": ["Invitation or administrator code", "邀请码或管理员代码"],
  "signin.code-hint": [
    "An invitation's link ends in its code. The server shows the administrator code when it starts.",
    "邀请码在邀请链接的末尾；管理员代码在服务器启动时显示。",
  ],
  "signin.lost-password": ["I lost my password", "忘记密码"],
  "signin.reset-code": ["Recovery code, or code from an administrator", "恢复码或管理员给的代码"],
  "signin.reset-hint": [
    "With it, the password above becomes your new one. If you have no recovery code, ask an administrator.",
    "填写后，上面的密码即成为新密码。如果没有恢复码，请向管理员索取代码。",
  ],
  "signin.reset": ["Choose a new password for your account.", "请为你的账号选择新密码。"],
  "signin.new-password": ["New password", "新密码"],
  "signin.invited": ["You are invited: choose a name and a password.", "你已受邀：请选择名字和密码。"],
  "signin.invited-only": [
    "This server takes new accounts by invitation only. Ask its administrator for an invitation.",
    "在此服务器注册账号须受邀请，请向服务器的管理员索取邀请。",
  ],
  "signin.insecure": [
    "This address is not encrypted. The server may refuse passwords here, and the browser offers neither notifications nor the clipboard. You can still chat as a guest.",
    "此地址未加密：服务器可能不接受密码，浏览器也不提供通知和剪贴板功能。以访客身份聊天不受影响。",
  ],
  "signin.guest-ended": [
    "You were away for too long, so your guest name has expired. You can join again.",
    "离开时间过长，访客身份已失效，请重新加入。",
  ],
  "signin.not-told": [
    "You are signed out on this page, but the server could not be reached. Changing your password ends the session there too.",
    "你已在此页面退出登录，但未能通知服务器。修改密码可同时结束服务器上的会话。",
  ],
  "signin.signed-out": ["You were signed out. Please sign in again.", "你的登录已失效，请重新登录。"],

  "link.invite": ["Invitation", "邀请"],
  "link.invite-unused": [
    "You are signed in as {name} and have not used the invitation. To register another account with it, sign out.",
    "你已作为 {name} 登录，没有使用此邀请。要用它注册另一个账号，请先退出登录。",
  ],
  "link.invite-refused": [
    "This server takes no new accounts, so the invitation can't be used.",
    "此服务器不接受注册，无法使用此邀请。",
  ],
  "link.reset": ["New password", "新密码"],
  "link.reset-unused": [
    "You are signed in as {name} and have not used the code for a new password. To use it, sign out.",
    "你已作为 {name} 登录，没有使用重设密码的代码。要使用它，请先退出登录。",
  ],

  "keep.title": ["Keep this name", "保留这个名字"],
  "keep.hint": [
    "With a password the name is yours. Your rooms and what you have read stay as they are.",
    "设置密码后，这个名字就属于你。你的房间和已读标记都会保留。",
  ],
  "keep.done": ["You now have an account.", "你已拥有账号。"],

  "user.deleted": ["(deleted account)", "已删除的账号"],
  "user.guest": ["guest", "访客"],
  "user.menu": ["Your menu", "我的菜单"],
  "user.sign-out": ["Sign out", "退出登录"],

  "notify.on": ["Turn notifications off", "关闭通知"],
  "notify.off": ["Turn notifications on", "开启通知"],
  "notify.blocked": ["Notifications: blocked by the browser", "通知：已被浏览器阻止"],
  "notify.impossible": ["Notifications: not available at this address", "通知：此地址不可用"],
  "notify.unsupported": ["Notifications: not supported by this browser", "通知：此浏览器不支持"],
  "notify.now-unsupported": [
    "This browser shows no notifications of web pages. The title of the page counts new messages.",
    "此浏览器不支持网页通知。标题栏会显示新消息数。",
  ],
  "notify.now-on": ["You are notified of mentions and direct messages.", "有人提到你或私聊你时会通知你。"],
  "notify.now-off": ["Notifications are off.", "通知已关闭。"],
  "notify.now-blocked": [
    "Your browser blocks notifications from this site. You can allow them in its settings.",
    "浏览器已阻止此网站的通知，可在浏览器设置中允许。",
  ],
  "notify.now-impossible": [
    "Browsers show notifications only of pages from an encrypted address or this computer. The title of the page counts new messages.",
    "浏览器只为加密地址或本机的页面显示通知。标题栏会显示新消息数。",
  ],
  "notify.title": ["{author} in #{room}", "{author}（#{room}）"],

  "privacy.title": ["Privacy", "隐私"],
  "privacy.messages": ["Private messages from", "谁可以给你发私聊消息"],
  "privacy.invitations": ["Invitations to rooms from", "谁可以邀请你进房间"],
  "privacy.EVERYBODY": ["everybody", "所有人"],
  "privacy.SHARED_ROOM": ["people with whom you share a room", "与你同在一个房间的人"],
  "privacy.NOBODY": ["nobody", "任何人都不可以"],
  "privacy.saved": ["Saved.", "已保存。"],
  "privacy.blocked": ["Blocked users", "已屏蔽的用户"],
  "privacy.blocked-hint": [
    "Nobody is told that you have blocked them. You block somebody in the list of members, or in the menu of a conversation.",
    "对方不会知道自己被屏蔽。可以在成员列表或私聊的菜单中屏蔽用户。",
  ],
  "privacy.none": ["You have blocked nobody.", "你没有屏蔽任何人。"],
  "devices.title": ["Where you are signed in", "已登录的设备"],
  "devices.hint": [
    "If you don't know one of these devices, end its session and change your password.",
    "如有不认识的设备，请让它退出登录，并修改密码。",
  ],
  "devices.this": ["this device", "本设备"],
  "devices.unnamed": ["A device without a name", "未命名的设备"],
  "devices.since": ["Signed in {time}", "登录时间：{time}"],
  "devices.since-from": ["Signed in {time} from {address}", "登录时间：{time}，来自 {address}"],
  "devices.last": ["Last used about {time}", "最近使用：约 {time}"],
  "devices.end": ["End", "退出"],
  "devices.end-title": ["End the session of {name}?", "让 {name} 退出登录？"],
  "devices.end-hint": ["That device is signed out within seconds.", "该设备会在数秒内退出登录。"],
  "devices.end-others": ["End all others", "退出其他所有设备"],
  "devices.end-others-title": ["End all other sessions?", "退出其他所有设备？"],
  "devices.end-others-hint": [
    "All devices except this one are signed out within seconds.",
    "除本设备外，所有设备会在数秒内退出登录。",
  ],
  "devices.ended": [["{n} session was ended.", "{n} sessions were ended."], "已让 {n} 台设备退出登录。"],

  "password.title": ["Change password", "修改密码"],
  "password.old": ["Old password", "旧密码"],
  "password.new": ["New password", "新密码"],
  "password.changed": [
    "Your password was changed. All other sessions were signed out.",
    "密码已修改，其他会话均已退出。",
  ],

  "password.was-reset-title": ["Your password was set with a code", "你的密码已用代码重设"],
  "password.was-reset": [
    "The password of this account was set with a code at {time}. If that was not you, change the password, make new recovery codes and tell an administrator.",
    "此账号的密码已于 {time} 用代码重设。如果不是你本人操作，请修改密码、重新生成恢复码，并告知管理员。",
  ],

  "recovery.title": ["Recovery codes", "恢复码"],
  "recovery.hint": [
    "If you lose your password, a recovery code sets another one, without an administrator. Each code works once.",
    "忘记密码时，可用恢复码自行重设，无需管理员协助。每个恢复码只能使用一次。",
  ],
  "recovery.left": [
    ["{n} code is left. New codes take its place.", "{n} codes are left. New codes take their place."],
    "还剩 {n} 个恢复码。生成新的恢复码后，它们即失效。",
  ],
  "recovery.make": ["Make new codes", "生成新的恢复码"],
  "recovery.once": [
    "They are shown only now. Keep them where only you can read them.",
    "恢复码只显示这一次，请保存在只有你能看到的地方。",
  ],

  "deletion.title": ["Delete my account", "删除我的账号"],
  "deletion.hint": [
    "Your account vanishes at once, on all devices and from all rooms. For {n} days an administrator can restore it; then it is erased. Rooms that only you own pass to another member.",
    "你的账号会立即从所有设备和房间中消失。{n} 天内管理员可以将其恢复，之后即被清除。只由你担任房主的房间会交给其他成员。",
  ],
  "deletion.messages": ["Delete my messages too", "同时删除我的消息"],
  "deletion.messages-hint": ["Otherwise they stay, without your name.", "否则消息保留，但不再显示你的名字。"],
  "deletion.act": ["Delete account", "删除账号"],
  "deletion.done": ["Your account is deleted.", "你的账号已删除。"],

  "my-data.title": ["Download my data", "下载我的数据"],
  "my-data.hint": [
    "The file has your devices, rooms and direct conversations, and all that you wrote: one JSON object in each line.",
    "文件包含你的设备、房间和私聊，以及你写的全部内容，每行一个 JSON 对象。",
  ],
  "my-data.download": ["Download", "下载"],
  "my-data.progress": [["{n} line so far …", "{n} lines so far …"], "已读取 {n} 行……"],
};
