// SPDX-License-Identifier: GPL-2.0-or-later

/// Why a file is refused, or cannot be read or written.
public struct FileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Where in the file.
  public enum Place: Equatable, Sendable {
    case file
    /// Of a file that is no JSON: both counted from 1, columns in characters.
    case position(line: Int, column: Int)
    /// The path of a field: `scenario.ptes[3]`. An index counts what a list means, not what stands
    /// in the file: a run with `repeat` counts as often as it repeats.
    case field(String)
  }

  /// The path of the file, as it was given.
  public var file: String
  public var place: Place
  /// What is wrong and what would be right; one line.
  public var message: String

  public init(file: String, place: Place = .file, message: String) {
    self.file = file
    self.place = place
    self.message = message
  }

  /// One line, whatever the file's name and contents are.
  public var description: String {
    let file = escaped(file)
    return switch place {
    case .file: "\(file): \(message)"
    case .position(let line, let column): "\(file):\(line):\(column): \(message)"
    case .field(let path): "\(file): \(path): \(message)"
    }
  }
}

/// What is wrong with a field, before it is known which file it is in.
package struct FieldError: Error {
  /// Empty: the whole file.
  package var path: String
  package var message: String

  package init(path: String, message: String) {
    self.path = path
    self.message = message
  }
}

/// `text` in quotes for a message: in one line, without invisible characters, and not too long.
package func quoted(_ text: String) -> String {
  let limit = 60
  let start = text.unicodeScalars.prefix(limit)
  let isWhole = start.endIndex == text.unicodeScalars.endIndex
  return "\"\(escaped(String(start)))\(isWhole ? "" : "…")\""
}

/// `text` with its control and other invisible characters spelled out: `\u{a}`.
private func escaped(_ text: String) -> String {
  text.unicodeScalars.reduce(into: "") { result, scalar in
    if scalar.isInvisible {
      result += "\\u{\(String(scalar.value, radix: 16))}"
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
}

extension Unicode.Scalar {
  /// Controls, line and paragraph separators, and what changes the direction of writing.
  var isInvisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse: true
    default: false
    }
  }
}
