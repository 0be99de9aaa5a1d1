// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

/// The JSON files of counterexamples and scenarios. `Counterexamples/README.md` is their schema.
public enum CounterexampleFile {
  /// The version of the format, which every file names.
  public static let format = 1
  /// The bytes of the largest file.
  public static let maximumSize = 4 << 20

  /// Reads the contents of a file.
  ///
  /// - Parameter file: Its path, for messages.
  /// - Returns: A counterexample or scenario; the scenario is valid.
  /// - Throws: The first thing that is wrong with it. Nothing is ignored: not a field that is not
  ///   known, nor one that occurs twice.
  public static func decode(
    _ bytes: [UInt8], file: String = "input"
  ) throws(FileError) -> CaseFile {
    if bytes.count > maximumSize {
      throw FileError(file: file, message: "too large; at most \(maximumSize) bytes (4 MiB)")
    }
    let json: JSON
    do { json = try JSONParser.parse(bytes) } catch {
      throw FileError(
        file: file, place: .position(line: error.line, column: error.column),
        message: error.message)
    }
    do { return try decode(Field(path: "", value: json)) } catch {
      let place = error.path.isEmpty ? FileError.Place.file : .field(error.path)
      throw FileError(file: file, place: place, message: error.message)
    }
  }

  private static func decode(_ root: Field) throws(FieldError) -> CaseFile {
    guard case .object(let members) = root.value else { throw root.wrongType("an object") }
    // Before the names of the fields: those of another version may be others.
    guard let version = members.first(where: { $0.name == "format" })?.value else {
      throw FieldError(path: "format", message: "missing; add \"format\": \(format)")
    }
    let number = try Field(path: "format", value: version).integer()
    if number != format {
      throw FieldError(path: "format", message: "\(number); this version reads \(format)")
    }
    if let mistaken = misplaced(members.map(\.name)) { throw mistaken }
    let isScenario = !members.contains { Counterexample.fieldNames.contains($0.name) }
    if isScenario {
      return .scenario(try Scenario(try FieldReader(root, ["format"] + Scenario.fieldNames)))
    }
    let fields = try FieldReader(root, ["format"] + Counterexample.fieldNames)
    return .counterexample(try Counterexample(fields))
  }

  /// The two mistakes about what stands where, for which "unknown field" would be no help.
  private static func misplaced(_ names: [String]) -> FieldError? {
    let outer = names.filter(Counterexample.fieldNames.contains)
    if outer == ["scenario"] {
      return FieldError(
        path: "scenario",
        message: "without the other fields of a counterexample; "
          + "those of a scenario alone stand beside \"format\"")
    }
    let inner = names.first(where: Scenario.fieldNames.contains)
    return outer.isEmpty
      ? nil
      : inner.map {
        FieldError(
          path: $0,
          message: "stands beside fields of a counterexample; move it into \"scenario\"")
      }
  }

  /// The text of a file: the same for the same contents, with a newline at its end.
  public static func encode(_ contents: CaseFile) -> String {
    let version = JSON.Member(name: "format", value: .integer(format))
    return switch contents {
    case .counterexample(let counterexample): JSON.object([version] + counterexample.members).text
    case .scenario(let scenario): JSON.object([version] + scenario.members).text
    }
  }
}
