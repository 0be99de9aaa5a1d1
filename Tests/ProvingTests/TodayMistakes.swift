// SPDX-License-Identifier: GPL-2.0-or-later

/// Mistakes in the text of ``TodayFixture``, to measure that the prover says of no text that is wrong
/// that it is proved.
enum TodayMistakes {
  static let all = [
    budgets, walks, vmas, range, requests, needs, firstPage, cursor, resume, place, counts, words,
    kept, looks, reads, locks, end, answers, unread,
  ].flatMap { $0 }
}
