// Texts about rooms and the people in them. Each key has its English and its Chinese text.

export const ROOM_TEXTS = {
  "sidebar.label": ["Rooms", "房间"],
  "sidebar.open": ["Show rooms", "显示房间"],
  "sidebar.rooms": ["Rooms", "房间"],
  "sidebar.directs": ["Direct messages", "私聊"],
  "sidebar.unread": [["{n} unread message", "{n} unread messages"], "{n} 条未读消息"],
  "sidebar.unread-more": ["{n} or more unread messages", "至少 {n} 条未读消息"],
  "sidebar.news": [["{n} room with news", "{n} rooms with news"], "{n} 个房间有新消息"],
  "sidebar.mentions": [["{n} mention", "{n} mentions"], "{n} 次提到你"],

  "room.menu": ["More about this room", "更多操作"],
  "room.topic": ["Topic", "主题"],
  "room.no-topic": ["No topic", "暂无主题"],
  "room.lobby-topic": ["Everybody is here", "所有人都在这里"],
  "room.LEFT": ["You left #{room}.", "你已离开 #{room}。"],
  "room.KICKED": ["You were removed from #{room}.", "你已被移出 #{room}。"],
  "room.KICKED-by": ["{who} removed you from #{room}.", "{who} 将你移出了 #{room}。"],
  "room.BANNED": ["You were banned from #{room}.", "你已被 #{room} 封禁。"],
  "room.BANNED-by": ["{who} banned you from #{room}.", "{who} 将你从 #{room} 封禁。"],
  "room.NOT_FOUND": ["You can't read #{room} any more.", "你已无法查看 #{room}。"],
  "room.preview": [
    "You are reading a public room of which you are not a member.",
    "你不是此公开房间的成员，目前只能浏览。",
  ],
  "room.join": ["Join", "加入"],
  "room.absent-title": ["No such room", "没有此房间"],
  "room.absent": ["There is no room “{room}”, or you have no access to it.", "没有名为“{room}”的房间，或你无权查看。"],
  "room.absent-hint": ["You can see a private room only after an invitation.", "私密房间需受邀后才能看到。"],
  "room.to-lobby": ["Go to the lobby", "前往大厅"],
  "room.notes-hint": ["Only you can read this", "只有你能看到"],
  "room.notes": ["Notes to yourself", "给自己的笔记"],

  "whisper.hint": ["not stored, delivered only to people who are online", "不保存，仅在对方在线时送达"],

  "pins.label": ["Pinned messages", "置顶消息"],
  "pins.count": [["{n} pinned message", "{n} pinned messages"], "{n} 条置顶消息"],
  "pins.none": ["No message is pinned here.", "这里没有置顶消息。"],
  "pins.by": ["Pinned by {who}", "由 {who} 置顶"],
  "pins.show": ["Show this message", "查看此消息"],

  "slow-mode.title": ["Slow mode", "慢速模式"],
  "slow-mode.hint": [
    "Members wait between two messages. Moderators and owners don't.",
    "成员两次发言之间须等待，协管员和房主除外。",
  ],
  "slow-mode.interval": ["Time between messages", "发言间隔"],
  "slow-mode.off": ["Off", "关闭"],
  "slow-mode.seconds": [["{n} second", "{n} seconds"], "{n} 秒"],
  "slow-mode.on": ["Slow mode: one message every {interval}.", "慢速模式：每 {interval}可发一条消息。"],
  "slow-mode.wait": ["Slow mode: you can write again in {time}.", "慢速模式：{time} 后可再次发言。"],

  "members.label": ["Members", "成员"],
  "members.count": [["{n} member", "{n} members"], "{n} 名成员"],
  "members.lobby": [
    "Everybody is in the lobby. This list shows people who were active recently.",
    "所有人都在大厅。这里列出近期活跃的人。",
  ],

  "member.message": ["Message", "私聊"],
  "member.mute": ["Mute", "禁言"],
  "member.unmute": ["Unmute", "解除禁言"],
  "member.promote": ["Make moderator", "设为协管员"],
  "member.demote": ["Make ordinary member", "设为普通成员"],
  "block.act": ["Block", "屏蔽"],
  "block.title": ["Block {name}?", "屏蔽 {name}？"],
  "block.hint": [
    "You get no private messages and no invitations from this user, and their messages in rooms are folded. The user is not told.",
    "你不会再收到此用户的私聊消息和邀请，其在房间中的消息会折叠。对方不会收到通知。",
  ],
  "block.done": ["{name} is blocked.", "已屏蔽 {name}。"],
  "block.undo": ["Unblock", "取消屏蔽"],
  "block.undone": ["{name} is not blocked any more.", "已取消屏蔽 {name}。"],
  "member.kick": ["Remove from room", "移出房间"],
  "member.ban": ["Ban", "封禁"],

  "member.muted": ["muted", "已禁言"],

  "role.MEMBER": ["member", "成员"],
  "role.MODERATOR": ["moderator", "协管员"],
  "role.OWNER": ["owner", "房主"],

  "presence.ONLINE": ["online", "在线"],
  "presence.AWAY": ["away", "离开"],
  "presence.OFFLINE": ["offline", "离线"],

  "browse.title": ["Find a room", "查找房间"],
  "browse.hint": ["Public rooms. Everybody may read and join them.", "公开房间，所有人都可阅读和加入。"],
  "browse.none": ["There is no public room yet.", "还没有公开房间。"],
  "browse.more": ["Show more", "显示更多"],
  "browse.join": ["Join", "加入"],
  "browse.open": ["Open", "打开"],

  "create.title": ["Create a room", "创建房间"],
  "create.name": ["Name of the room", "房间名称"],
  "create.name-hint": ["Letters and digits of any script, and _ - .", "任意文字或数字，可用 _ - ."],
  "create.private": ["Private", "私密"],
  "create.private-hint": ["Only people who are invited can see it.", "只有受邀者可见。"],
  "create.act": ["Create", "创建"],

  "direct.title": ["Message somebody", "发起私聊"],
  "direct.user": ["Name of the person", "对方的名字"],
  "direct.guest-hint": [
    "As a guest you can only reach people who are online, and nothing is stored.",
    "访客只能联系在线的人，消息不会保存。",
  ],
  "direct.act": ["Start", "开始"],

  "invite.title": ["Invite somebody", "邀请他人"],
  "invite.act": ["Invite", "邀请"],

  "topic.title": ["Change topic", "修改主题"],

  "rename.title": ["Rename room", "修改房间名称"],

  "hide.act": ["Hide from my lists", "从列表中隐藏"],
  "hide.undo": ["Show in my lists again", "重新显示在列表中"],
  "hide.done": [
    "{room} is hidden from your lists. “Go to room” (Ctrl K) still finds it.",
    "{room} 已从列表中隐藏。用“跳转到房间”（Ctrl K）仍可找到。",
  ],
  "hide.undone": ["{room} is in your lists again.", "{room} 已重新显示在列表中。"],

  "leave.title": ["Leave #{room}?", "离开 #{room}？"],
  "leave.act": ["Leave room", "离开房间"],
  "leave.hint": ["You can join again at any time.", "你可以随时重新加入。"],
  "leave.private-hint": ["You need an invitation to come back.", "重新加入需要邀请。"],

  "switch.hidden": ["hidden", "已隐藏"],
  "switch.title": ["Go to room", "跳转到房间"],
  "switch.search": ["Name of a room or a person", "房间或人名"],
};
