// SPDX-License-Identifier: GPL-2.0-or-later

/// What a piece of text is, for a terminal that shows colours.
enum Style {
  case plain
  /// A heading.
  case heading
  /// Not as the contract wants it.
  case wrong
  /// There for completeness.
  case faint
}

/// Colours text, or leaves it as it is.
struct Paint {
  var isOn: Bool

  func callAsFunction(_ text: String, _ style: Style) -> String {
    let code =
      switch style {
      case .plain: ""
      case .heading: "1"
      case .wrong: "31"
      case .faint: "2"
      }
    return isOn && !code.isEmpty && !text.isEmpty ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }
}
