// SPDX-License-Identifier: GPL-2.0-or-later

/// A function as it is written in a file.
public struct WrittenFunction: Sendable {
  public let name: String
  /// The name of the file.
  public let file: String
  /// From its type up to its parameters.
  public let head: [WrittenToken]
  /// From `{` to `}`.
  public let body: [WrittenToken]
}

/// What a file has at its outermost level.
struct WrittenExternal {
  /// The names by which others can mean it.
  var names: Set<String>
  /// The names that it mentions.
  var mentions: Set<String>
  var function: WrittenFunction?
}

extension WrittenExternal {
  /// Divides the tokens of a file.
  ///
  /// - Parameter functions: the names of functions that the text defines.
  static func all(
    in tokens: [WrittenToken], _ file: String, _ functions: Set<String>
  ) -> [WrittenExternal] {
    var externals: [WrittenExternal] = []
    var start = 0
    var depth = 0
    var open: Int?
    for (index, token) in tokens.enumerated() where token.kind == .punctuator {
      switch token.text {
      case "(", "[", "{":
        if token.text == "{", depth == 0, open == nil { open = index }
        depth += 1
      case ")", "]", "}":
        depth -= 1
        guard token.text == "}", depth == 0, let body = open else { continue }
        let name = functionName(tokens[start..<body], functions)
        guard let name else { continue }
        let function = WrittenFunction(
          name: name, file: file, head: Array(tokens[start..<body]),
          body: Array(tokens[body...index]))
        externals.append(
          WrittenExternal(
            names: [name], mentions: identifiers(tokens[start...index]), function: function))
        (start, open) = (index + 1, nil)
      case ";" where depth == 0:
        let whole = tokens[start...index]
        let head = whole.prefix { $0.text != "=" }
        // `static const struct ops name[2] = { ... }`
        let name = head.prefix { $0.text != "[" }.last { $0.kind == .identifier }
        externals.append(
          WrittenExternal(
            names: Set([name?.text].compactMap { $0 }),
            mentions: identifiers(whole.dropFirst(head.count))))
        (start, open) = (index + 1, nil)
      default: break
      }
    }
    return externals
  }

  /// What a head ahead of `{` names, where that begins a function's body.
  private static func functionName(
    _ head: ArraySlice<WrittenToken>, _ functions: Set<String>
  ) -> String? {
    zip(head, head.dropFirst()).first { name, next in
      name.kind == .identifier && next.text == "(" && functions.contains(name.text)
    }?.0.text
  }

  private static func identifiers(_ tokens: ArraySlice<WrittenToken>) -> Set<String> {
    Set(tokens.filter { $0.kind == .identifier }.map(\.text))
  }
}
