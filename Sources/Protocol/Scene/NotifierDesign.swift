// SPDX-License-Identifier: GPL-2.0-or-later

/// How a driver learns that its range was invalidated.
public enum NotifierDesign: String, CaseIterable, Sendable {
  /// 4.14 to 5.0: an invalidation sets range->valid to false, and nothing sets it back but the next
  /// registration.
  case validForever = "valid-forever"
  /// 5.2 to 5.4: the end of the last running invalidation sets range->valid back to true.
  case validRestored = "valid-restored"
  /// 5.5 on: a sequence of the mm, and one of the range.
  case interval

  /// Whether the walk looks, whenever it begins again, if the range is still valid.
  var checksAtRestart: Bool { self != .validForever }
}
