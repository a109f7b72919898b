// Texts of kicks, bans and mutes.

export const MEASURE_TEXTS = {
  "kick.title": ["Remove {who} from #{room}?", "将 {who} 移出 #{room}？"],
  "kick.hint": ["{who} will see that you did it, and why.", "{who} 会看到是你操作的，以及理由。"],

  "ban.title": ["Ban {who} from #{room}?", "将 {who} 从 #{room} 封禁？"],
  "ban.hint": [
    "{who} will see that you did it, and why, and can't come back until the ban ends.",
    "{who} 会看到是你操作的，以及理由；封禁结束前无法返回。",
  ],

  "mute.title": ["Mute {who} in #{room}?", "在 #{room} 中禁言 {who}？"],
  "mute.hint": [
    "{who} will see that you did it, and why, and can read but not write until the mute ends.",
    "{who} 会看到是你操作的，以及理由；禁言结束前只能阅读，不能发言。",
  ],

  "measure.reason": ["Reason", "理由"],
  "measure.reason-hint": ["A line for {who} and the members; may be empty", "给 {who} 和成员看的一行文字，可留空"],
  "measure.duration": ["Duration", "时长"],
  "measure.lasting": ["Until it is lifted", "直到解除"],
  "measure.minutes": [["{n} minute", "{n} minutes"], "{n} 分钟"],
  "measure.hours": [["{n} hour", "{n} hours"], "{n} 小时"],
  "measure.days": [["{n} day", "{n} days"], "{n} 天"],

  "measure.ends": ["It ends {time}.", "至 {time} 结束。"],
  "measure.until": ["until {time}", "至 {time}"],
  "measure.why": ["Reason: {reason}", "理由：{reason}"],
  "measure.by": ["by {who}, {time}", "由 {who} 于 {time}"],

  "measures.title": ["Bans and mutes", "封禁与禁言"],
  "measures.bans": ["Bans", "封禁"],
  "measures.mutes": ["Mutes", "禁言"],
  "measures.none": ["None", "无"],
  "measures.lift": ["Lift", "解除"],
};
