// SPDX-License-Identifier: GPL-2.0-or-later

/// What the cases of a corpus do on the text of a kernel of which there is no port: the file
/// `texts/7.3.json` beside them. `Counterexamples/README.md` is its schema.
public struct TextTable: Equatable, Sendable {
  /// What a case does there.
  public enum Result: Equatable, Sendable {
    /// It breaks its clause.
    case broken
    /// It keeps it.
    case held
    /// It has an entry that this kernel has not.
    case noSuchEntry
  }

  public struct Entry: Equatable, Sendable {
    public var result: Result
    /// Why it does not do as in v6.12; nil where it does.
    public var reason: String?
  }

  /// The version of the kernel: `7.3`.
  public var text: String
  /// By the names of the cases.
  public var entries: [String: Entry]

  /// Where the table of a version is, for the cases of a directory.
  public static func path(of version: String, beside directory: String) -> String {
    "\(directory)/texts/\(version).json"
  }

  /// - Throws: The first thing that is wrong with the file.
  public static func read(path: String) throws(FileError) -> TextTable {
    let bytes = try CounterexampleFile.bytes(path)
    let json: JSON
    do { json = try JSONParser.parse(bytes) } catch {
      throw FileError(
        file: path, place: .position(line: error.line, column: error.column),
        message: error.message)
    }
    do { return try TextTable(Field(path: "", value: json)) } catch {
      let place = error.path.isEmpty ? FileError.Place.file : .field(error.path)
      throw FileError(file: path, place: place, message: error.message)
    }
  }

  private init(_ root: Field) throws(FieldError) {
    let fields = try FieldReader(root, ["format", "text", "cases"])
    let format = try fields.required("format", "1").integer()
    if format != CounterexampleFile.format {
      throw FieldError(
        path: "format", message: "\(format); this version reads \(CounterexampleFile.format)")
    }
    text = try fields.required("text", "\"7.3\"").string()
    let cases = try fields.required("cases", "{}")
    guard case .object(let members) = cases.value else { throw cases.wrongType("an object") }
    entries = [:]
    for member in members {
      let entry = try FieldReader(
        Field(path: "cases.\(member.name)", value: member.value), ["result", "reason"])
      let names = ["broken", "held", "no such entry"]
      let results: [Result] = [.broken, .held, .noSuchEntry]
      let result = try entry.required("result", "\"held\"").named("result", among: names) { name in
        names.firstIndex(of: name).map { results[$0] }
      }
      entries[member.name] = Entry(
        result: result, reason: try entry.optional("reason")?.string())
    }
  }
}
