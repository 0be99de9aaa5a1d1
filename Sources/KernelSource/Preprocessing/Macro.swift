// SPDX-License-Identifier: GPL-2.0-or-later

/// A definition of `#define`.
struct Macro: Sendable {
  let name: String
  /// Nil for an object-like macro. A variadic one's last is `__VA_ARGS__` or its own name.
  let parameters: [String]?
  let isVariadic: Bool
  let body: [Token]

  /// The place of the parameter that `token` names.
  func parameter(_ token: Token) -> Int? {
    token.kind == .identifier ? parameters?.firstIndex(of: token.text) : nil
  }
}
