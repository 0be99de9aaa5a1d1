// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation

extension CounterexampleFile {
  /// Reads a file.
  ///
  /// - Throws: If it cannot be read, or ``decode(_:file:)`` refuses it, or it is a counterexample
  ///   that is not named like the file.
  public static func read(path: String) throws(FileError) -> CaseFile {
    let contents = try decode(try bytes(path), file: path)
    try checkName(contents, path)
    return contents
  }

  /// Writes a file. It appears whole or not at all, also where there was one before: it is written
  /// under another name in the same directory, which a failure removes again.
  ///
  /// - Throws: If it cannot be written, or ``read(path:)`` would refuse it.
  public static func write(_ contents: CaseFile, to path: String) throws(FileError) {
    try checkScenario(contents, path)
    let text = Array(encode(contents).utf8)
    // What we could not read again must not get into the corpus.
    let again = try decode(text, file: path)
    if again != contents {
      throw FileError(file: path, message: "would not be read back as it is; this is a bug")
    }
    try checkName(contents, path)
    try store(text, at: path)
  }

  /// Writes bytes into a file, which appears whole or not at all.
  package static func store(_ text: [UInt8], at path: String) throws(FileError) {
    let (directory, name) = split(path)
    let temporary = "\(directory).\(name).\(String(UInt64.random(in: 0 ... .max), radix: 36))"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw failure("cannot write", path) }
    var problem = writeAll(text, descriptor) ? nil : failure("cannot write", path)
    if close(descriptor) != 0 { problem = problem ?? failure("cannot write", path) }
    if problem == nil && rename(temporary, path) != 0 { problem = failure("cannot write", path) }
    if let problem {
      unlink(temporary)
      throw problem
    }
  }

  /// The paths of the case files of a directory, sorted: all `*.json` except hidden ones, which
  /// unfinished files are.
  ///
  /// - Throws: If the directory cannot be read.
  public static func list(directory: String) throws(FileError) -> [String] {
    guard let stream = opendir(directory) else { throw failure("cannot read", directory) }
    defer { closedir(stream) }
    let prefix = directory.hasSuffix("/") ? directory : directory + "/"
    var paths: [String] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(".json") && !name.hasPrefix(".") { paths.append(prefix + name) }
      errno = 0
    }
    if errno != 0 { throw failure("cannot read", directory) }
    return paths.sorted()
  }

  /// The bytes of a file, one more than the largest may have at most.
  package static func bytes(_ path: String) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw failure("cannot read", path) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= maximumSize {
      let count = Foundation.read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw failure("cannot read", path) }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return bytes
  }

  private static func writeAll(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { rest in
      var rest = rest[...]
      while !rest.isEmpty {
        let count = Foundation.write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0 && errno == EINTR { continue }
        if count < 0 { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }
  }

  /// Before it is written: what has no meaning has no spelling either.
  private static func checkScenario(_ contents: CaseFile, _ path: String) throws(FileError) {
    do { try contents.scenario.validate() } catch {
      let field =
        switch contents {
        case .counterexample: "scenario.\(error.path)"
        case .scenario: error.path
        }
      throw FileError(file: path, place: .field(field), message: error.message)
    }
  }

  private static func checkName(_ contents: CaseFile, _ path: String) throws(FileError) {
    guard case .counterexample(let counterexample) = contents else { return }
    let name = split(path).name
    if name != counterexample.name + ".json" {
      throw FileError(
        file: path, place: .field("name"),
        message: "\(quoted(counterexample.name)) is not what the file is called; "
          + "rename it to \(counterexample.name).json")
    }
  }

  /// The directory, with a slash at its end unless it is empty, and what follows it.
  private static func split(_ path: String) -> (directory: String, name: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("", path) }
    let start = path.utf8.index(after: slash)
    return (String(path[..<start]), String(path[start...]))
  }

  /// The error of the last system call.
  private static func failure(_ what: String, _ path: String) -> FileError {
    let code = errno
    return FileError(file: path, message: "\(what): \(String(cString: strerror(code)))")
  }
}
