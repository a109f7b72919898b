// Texts about failures. Each key has its English and its Chinese text.

export const PROBLEM_TEXTS = {
  "problem.unreachable": [
    "The server does not answer. Is it running, and are you online?",
    "服务器没有响应。它在运行吗？你在线吗？",
  ],
  "problem.late": ["The server has not answered for {n} seconds.", "服务器 {n} 秒内没有答复。"],
  "problem.foreign": [
    "The answer, with status {status}, is not from GoChat: perhaps from a proxy in front of it, or from a sign-in page of your network.",
    "应答的不是 GoChat（状态码 {status}）：可能是它前面的代理，或你所在网络的登录页面。",
  ],
  "problem.no-room": ["There is no such room, or you have no access to it.", "没有这个房间，或你无权查看。"],
  "problem.no-user": ["Nobody is called “{name}”.", "没有叫“{name}”的人。"],
  "problem.offline": ["There is no connection at the moment. Nothing was done.", "目前没有连接，未执行任何操作。"],
  "problem.no-answer": [
    "No answer came. The action may have been done or not.",
    "没有收到答复，操作可能已完成，也可能没有。",
  ],
  "problem.said": ["The server said: {sentence}", "服务器答复：{sentence}"],
  "problem.unknown": ["That did not work.", "操作未成功。"],

  "name.length": ["A name has 1 to {max} characters.", "名称须为 1 至 {max} 个字符。"],
  "name.blank": ["A name can't contain blanks. You can use _ - or . instead.", "名称不能含有空格，可用 _ - . 代替。"],
  "name.character": [
    "A name can't contain “{character}”. Letters and digits of any script are allowed, and _ - .",
    "名称不能含有“{character}”：可用任意文字或数字，以及 _ - .",
  ],
  "name.unseen": ["This name contains an invisible character.", "名称中含有看不见的字符。"],
  "topic.too-long": [
    "The topic has {bytes} bytes; at most {max} are allowed.",
    "主题有 {bytes} 字节，最多可有 {max} 字节。",
  ],
  "name.beginning": ["A name can't begin with - or a dot.", "名称不能以 - 或 . 开头。"],
};

/**
 * The Chinese sentences for refusals and errors of the server, by their reason or their code. In English the page shows the
 * server's own sentences, which say more.
 */
export const REASONS = {
  "FIELD_INVALID.name": "服务器不接受这个名称，请换一个。",
  FIELD_INVALID: "服务器不接受所输入的内容。",
  TOKEN_MISSING: "你尚未登录。",
  TOKEN_REFUSED: "你的登录已失效。",
  HOST_UNKNOWN: "服务器不知道自己名为 {host}。如果确实如此，请用 --web-hosts {host} 启动它。",
  ORIGIN_FOREIGN: "服务器不认为这是它自己的网页。前面的代理须传递 Host 头，或用 --web-hosts {host} 启动服务器。",
  ROOM_AMBIGUOUS: "有多个房间叫这个名字，请从列表中选择。",
  ROOM_NOT_FOUND: "没有这个房间，或你无权查看。",
  SESSION_NOT_FOUND: "没有这个登录。",
  NOT_ALLOWED: "你没有此操作的权限。",
  CALL_UNKNOWN: "服务器不支持此操作。",
  BODY_TOO_LONG: "所发送的内容太长。",
  TOO_FAST: "操作过于频繁，请稍后再试。",
  TOO_MANY_CALLS: "未完成的请求过多，请稍后再试。",
  SHUTTING_DOWN: "服务器正在关闭，请稍后再试。",
  TOO_MANY_STREAMS: "你打开的连接数已达上限，请关闭一个页面或程序后再试。",
  TOO_SLOW: "此页面长时间没有读取消息，连接已断开。",
  RECEIVER_SILENT: "没有收到答复，操作可能已完成，也可能没有。",
  OUTCOME_UNKNOWN: "服务器保存时出错，操作可能已完成，也可能没有。",
  STORE_FAILED: "服务器读取或保存时出错。",
  DATA_DAMAGED: "服务器的部分数据已损坏，请告知管理员。",
  8: "已达到服务器的上限，请稍后再试。",
  13: "服务器内部出错。",
  14: "服务器暂时无法处理。",
  NOT_A_MEMBER: "请先加入房间。",
  BANNED: "你已被此房间封禁。",
  MUTED: "你在此房间被禁言。",
  CONFLICT: "相同编号已发送过其他内容。",
  NO_SUCH_MESSAGE: "没有这条消息。",
  NO_SUCH_USER: "找不到这个人。",
  NAME_TAKEN: "名字已被使用，或与已有名字过于相似。",
  LAST_OWNER: "有成员的房间必须有房主。",
  WRONG_PASSWORD: "名字或密码不正确。",
  WRONG_ADMIN_CODE: "管理员代码错误或已使用。",
  THROTTLED: "次数已达上限，请稍后再试。",
  BUSY: "服务器繁忙，请稍后再试。",
  NO_GUESTS: "此服务器不接受访客。",
  INSECURE: "此连接未加密，无法使用账号和密码。",
  ACCOUNT_NEEDED: "此操作需要账号。",
  NOT_ONLINE: "对方不在线。",
  TOO_MANY: "已达到上限。",
  TOO_MANY_PINS: "此房间的置顶消息已达上限，请先取消其中一条的置顶。",
  DISK_FULL: "服务器磁盘已满，未执行。",
};
