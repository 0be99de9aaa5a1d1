// SPDX-License-Identifier: GPL-2.0-or-later

/// A place in the text, for people: `mm/hmm.c:120:3`.
public struct Location: Hashable, Sendable, CustomStringConvertible {
  public let file: String
  /// From 1.
  public let line: Int
  /// From 1, in bytes.
  public let column: Int

  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  public var description: String { "\(file):\(line):\(column)" }
}

/// A place in the text, as tokens and instructions carry it: without a reference to count.
struct Position: Hashable, Sendable {
  /// Index in the list of files that were read.
  var file: UInt16
  var column: UInt16
  var line: UInt32

  static let none = Position(file: 0, column: 0, line: 0)
}

/// A reason why a text, or a part of it, cannot be read: one line that names the place.
public struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
  public let location: Location
  public let text: String

  public init(location: Location, text: String) {
    self.location = location
    self.text = text
  }

  public var description: String { "\(location): \(text)" }
}

/// A problem before its file has been given its name.
struct Refusal: Error, Sendable {
  let position: Position
  let text: String

  init(_ position: Position, _ text: String) {
    self.position = position
    self.text = text
  }
}
