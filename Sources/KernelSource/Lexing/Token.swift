// SPDX-License-Identifier: GPL-2.0-or-later

/// A preprocessing token.
struct Token: Sendable {
  enum Kind: UInt8, Sendable {
    case identifier
    case number
    case character
    case string
    case punctuator
    /// A byte that begins no token of C: an error only where it is used.
    case other
    /// What an empty operand of `##` stands for; never leaves the expansion of a macro.
    case placemarker
    case end
  }

  var kind: Kind
  var text: String
  /// Where the token is written: for one out of a macro, in the macro's definition.
  var position: Position
  /// For a token out of a macro: where the outermost macro is used.
  var use: Position?
  var hasSpaceBefore = false
  var startsLine = false
  /// The macros that must not be expanded in it again: the hide set of Prosser's algorithm.
  var hidden: HideSets.ID = 0

  /// Where a reader looks for what the token does.
  var origin: Position { use ?? position }

  func isPunctuator(_ spelling: String) -> Bool { kind == .punctuator && text == spelling }

  func isIdentifier(_ name: String) -> Bool { kind == .identifier && text == name }

  /// The token as a message quotes it.
  var quoted: String { kind == .end ? "the end of the text" : "'\(text)'" }
}
