// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Foundation

extension Ledger {
  /// Reads a ledger.
  ///
  /// - Throws: If the file cannot be read, or holds no ledger.
  public static func read(_ url: URL) throws(FileError) -> Ledger {
    let data = try contents(url.path)
    do { return try JSONDecoder().decode(Ledger.self, from: data) } catch {
      throw refusal(error, url.path)
    }
  }

  /// Writes a ledger, with one obligation a line and sorted, so that a change of it reads well. The
  /// file appears whole or not at all, also where there was one before: it is written under another
  /// name in the same directory, which a failure removes again.
  ///
  /// - Throws: If it cannot be written.
  public func write(_ url: URL) throws(FileError) {
    let temporary = url.deletingLastPathComponent().appendingPathComponent(
      ".\(url.lastPathComponent).\(String(UInt64.random(in: 0 ... .max), radix: 36))")
    let descriptor = open(temporary.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw Ledger.failure("cannot write", url.path) }
    var problem = Ledger.writeAll(text, descriptor) ? nil : Ledger.failure("cannot write", url.path)
    if close(descriptor) != 0 { problem = problem ?? Ledger.failure("cannot write", url.path) }
    if problem == nil && rename(temporary.path, url.path) != 0 {
      problem = Ledger.failure("cannot write", url.path)
    }
    if let problem {
      unlink(temporary.path)
      throw problem
    }
  }

  private var text: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else {
      preconditionFailure("strings and integers can be encoded")
    }
    return Array(data) + [UInt8(ascii: "\n")]
  }

  private static func contents(_ path: String) throws(FileError) -> Data {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw failure("cannot read", path) }
    defer { close(descriptor) }
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Foundation.read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw failure("cannot read", path) }
      if count == 0 { return data }
      data += buffer[..<count]
    }
  }

  private static func writeAll(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      if count < 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// What the decoder has against a file, in one line.
  private static func refusal(_ error: any Error, _ path: String) -> FileError {
    switch error as? DecodingError {
    case .keyNotFound(let key, let context):
      return FileError(
        file: path, place: place(context.codingPath + [key]), message: "is missing")
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      let noun =
        switch type {
        case is String.Type: "a string"
        case is UInt64.Type: "a whole number that is not negative"
        default: "an object"
        }
      return FileError(
        file: path, place: place(context.codingPath), message: "must be \(noun)")
    default:
      // The decoder does not say which, nor where.
      return FileError(
        file: path, message: "is not JSON, or a number in it is negative, too large or not whole")
    }
  }

  private static func place(_ path: [any CodingKey]) -> FileError.Place {
    path.isEmpty ? .file : .field(path.map(\.stringValue).joined(separator: "."))
  }

  /// The error of the last system call.
  private static func failure(_ what: String, _ path: String) -> FileError {
    let code = errno
    return FileError(file: path, message: "\(what): \(String(cString: strerror(code)))")
  }
}
