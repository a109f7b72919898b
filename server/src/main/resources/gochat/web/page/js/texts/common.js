// Texts of the whole page: the connection, dialogs, the keyboard. Each key has its English and its Chinese text.

export const COMMON_TEXTS = {
  skip: ["Skip to the message field", "跳到输入框"],

  "panel.close": ["Close", "关闭"],

  "dialog.close": ["Close", "关闭"],
  "dialog.cancel": ["Cancel", "取消"],
  "dialog.save": ["Save", "保存"],

  "keys.title": ["Keyboard and commands", "键盘与命令"],
  "keys.switch": ["Go to another room", "跳转到其他房间"],
  "keys.send": ["Send", "发送"],
  "keys.line": ["New line", "换行"],
  "keys.edit-last": ["In an empty field: edit your last message", "输入框为空时：编辑上一条消息"],
  "keys.list": ["Move between the message field and the messages", "在输入框与消息列表之间切换"],
  "keys.move": ["Move between messages", "在消息之间移动"],
  "keys.act": ["Reply, thread, react, pin, edit, delete", "回复、话题串、表情回应、置顶、编辑、删除"],

  "status.connecting": ["Connecting…", "正在连接…"],
  "status.lost": [
    ["Connection lost. Trying again in {n} second.", "Connection lost. Trying again in {n} seconds."],
    "连接已断开，{n} 秒后重试。",
  ],
  "status.offline": [
    "You are offline. Your messages will be sent when you are back online.",
    "你已离线。消息会在恢复连接后发送。",
  ],
  "upgrade.due": [
    "The server has a newer version of this page. Your typed text is kept.",
    "服务器已有此页面的新版本。已输入的内容会保留。",
  ],
  "upgrade.reload": ["Reload", "重新加载"],

  "status.retry": ["Try now", "立即重试"],
};
