// Texts about messages: reading, writing, and the lines of events. Each key has its English and its Chinese text.

export const MESSAGE_TEXTS = {
  "feed.label": ["Messages in {room}", "{room} 的消息"],
  "feed.jump": ["Jump to the newest message", "跳到最新消息"],
  "feed.new": ["New", "新消息"],
  "feed.spoken": ["New messages", "新消息"],
  "feed.said": ["{author}: {text}", "{author}：{text}"],
  "feed.elsewhere": ["Direct message from {author}", "{author} 发来私聊消息"],

  "day.today": ["Today", "今天"],
  "day.yesterday": ["Yesterday", "昨天"],

  "message.label": ["{author}, {time}", "{author}，{time}"],
  "message.deleted": ["This message was deleted.", "此消息已删除。"],
  "message.edited": ["edited", "已编辑"],
  "message.pinned": ["pinned", "已置顶"],
  "message.gone": ["No longer kept.", "已不再保留。"],
  "message.earlier": ["An earlier message", "较早的消息"],
  "message.answers": ["Reply to {author}: show the original message", "回复 {author}：查看原消息"],
  "message.more": ["Show all", "展开全部"],
  "message.less": ["Show less", "收起"],
  "message.replies": [["{n} reply", "{n} replies"], "{n} 条回复"],

  "reaction.label": [["{reaction}, {n} person", "{reaction}, {n} people"], "{reaction}，{n} 人"],

  "unsent.pending": ["Sending…", "发送中…"],
  "unsent.failed": ["Not sent.", "未发送。"],
  "unsent.unknown": ["May not have arrived.", "可能未送达。"],
  "unsent.retry": ["Try again", "重试"],
  "unsent.discard": ["Discard", "丢弃"],
  "unsent.send-without-reply": ["Send as a new message", "作为新消息发送"],

  "mention.unknown": ["No such user, so nobody is notified: {names}", "没有此用户，不会通知任何人：{names}"],

  "action.toolbar": ["Message actions", "消息操作"],
  "action.react": ["React", "添加表情回应"],
  "action.react-with": ["React with {emoji}", "用 {emoji} 回应"],
  "action.reply": ["Reply", "回复"],
  "action.thread": ["Open thread", "打开话题串"],
  "action.copy": ["Copy text", "复制文字"],
  "action.copied": ["Copied.", "已复制。"],
  "action.pin": ["Pin", "置顶"],
  "action.unpin": ["Unpin", "取消置顶"],
  "action.edit": ["Edit", "编辑"],
  "action.delete": ["Delete", "删除"],

  "delete.title": ["Delete this message?", "删除这条消息？"],
  "delete.hint": ["Its text is erased for good, for everybody.", "消息内容将对所有人永久删除。"],

  "composer.label": ["Message {room}", "发消息到 {room}"],
  "composer.notes": ["Write a note", "写笔记"],
  "composer.send": ["Send", "发送"],
  "composer.emoji": ["Insert emoji", "插入表情"],
  "composer.replying": ["Replying to {author}", "回复 {author}"],
  "composer.closed": ["Your text was not sent; you can copy it from here.", "文字没有发送，可从此处复制。"],
  "composer.editing": ["Editing your message", "编辑消息"],
  "composer.cancel": ["Cancel", "取消"],
  "composer.too-long": [
    "The message has {bytes} bytes; at most {max} can be sent.",
    "消息有 {bytes} 字节，最多可发送 {max} 字节。",
  ],
  "composer.to-all": ["Everybody in {room} will read this.", "{room} 里的所有人都会看到。"],
  "composer.to-one": ["Send to {name} alone", "只发给 {name}"],

  "correction.begun": ["You were correcting a message:", "你有一处未完成的修改："],
  "correction.failed": ["Your correction was not saved. {problem}", "修改未生效。{problem}"],
  "correction.resume": ["Edit again", "继续编辑"],

  "command.unknown": [
    "“/{word}” is not a command of this page, so it was not sent. /help lists the commands. A text that begins with // is sent with one slash.",
    "“/{word}”不是此页面的命令，因此没有发送。/help 可列出命令。要发送以斜杠开头的文字，请以 // 开头。",
  ],
  "command.incomplete": ["Incomplete command: {usage}", "命令不完整：{usage}"],
  "command.join": ["/join room", "/join 房间"],
  "command.join-hint": ["Go to a room; join it if it is public", "前往房间；如为公开房间则加入"],
  "command.msg": ["/msg name text", "/msg 名字 内容"],
  "command.msg-hint": ["Send a private message to one person", "私聊一个人"],
  "command.me": ["/me waves", "/me 挥手"],
  "command.me-hint": ["Say what you are doing", "描述你的动作"],
  "command.slash-hint": ["Send a text that begins with a slash", "发送以斜杠开头的文字"],

  "completion.label": ["Suggestions", "建议"],

  "emoji.label": ["Emoji", "表情"],
  "emoji.search": ["Search emoji", "搜索表情"],

  "print.hint": [
    "This is only what was on the screen. For all messages: bin/client export '{room}'",
    "仅打印了屏幕上的内容。导出全部消息：bin/client export '{room}'",
  ],

  "thread.label": ["Thread", "话题串"],
  "thread.messages": ["Messages in this thread", "话题串中的消息"],
  "thread.write": ["Reply in thread", "在话题串中回复"],

  "typing.some": [["{names} is typing…", "{names} are typing…"], "{names} 正在输入…"],
  "typing.many": ["Several people are typing…", "多人正在输入…"],
  "typing.and": [", ", "、"],

  "event.roomCreated": ["{who} created #{name}", "{who} 创建了 #{name}"],
  "event.directCreated": ["{who} started this conversation", "{who} 发起了对话"],
  "event.roomRenamed": ["{who} renamed the room to #{name}", "{who} 将房间改名为 #{name}"],
  "event.redacted": ["{who} changed the topic", "{who} 更改了主题"],
  "event.topicChanged": ["{who} set the topic to {topic}", "{who} 将主题设为 {topic}"],
  "event.retentionChanged": ["{who} changed how long messages are kept", "{who} 更改了保留期限"],
  "event.topicRemoved": ["{who} removed the topic", "{who} 清除了主题"],
  "event.memberJoined": ["{who} joined", "{who} 加入了"],
  "event.invited": ["{who} added {member}", "{who} 邀请了 {member}"],
  "event.memberLeft": ["{who} left", "{who} 离开了"],
  "event.memberKicked": ["{who} removed {member}", "{who} 移出了 {member}"],
  "event.memberBanned": ["{who} banned {member}", "{who} 封禁了 {member}"],
  "event.memberUnbanned": ["{who} lifted the ban of {member}", "{who} 解除了对 {member} 的封禁"],
  "event.memberMuted": ["{who} muted {member}", "{who} 禁言了 {member}"],
  "event.memberUnmuted": ["{who} unmuted {member}", "{who} 解除了对 {member} 的禁言"],
  "event.roleChanged": ["{who} made {member} {role}", "{who} 将 {member} 设为{role}"],
  "event.messagePinned": ["{who} pinned a message: {message}", "{who} 置顶了一条消息：{message}"],
  "event.messageUnpinned": ["{who} unpinned a message: {message}", "{who} 取消了一条消息的置顶：{message}"],
};
