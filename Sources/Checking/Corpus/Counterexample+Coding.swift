// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

extension Counterexample {
  /// The names of the fields in files, in their order; none is a field of a scenario.
  static let fieldNames = [
    "name", "title", "clause", "subject", "violates", "holds", "fixedBy", "provenance", "note",
    "minimal", "minimalBound", "free", "unique", "scenario",
  ]

  /// The fields in files.
  var members: [JSON.Member] {
    var members = [
      JSON.Member(name: "name", value: .string(name)),
      JSON.Member(name: "title", value: .string(title)),
      JSON.Member(name: "clause", value: .string(clause)),
      JSON.Member(name: "subject", value: .object(subject.members)),
    ]
    for (name, list) in [("violates", violates), ("holds", holds), ("fixedBy", fixedBy)]
    where !list.isEmpty {
      members.append(JSON.Member(name: name, value: .strings(list)))
    }
    members.append(JSON.Member(name: "provenance", value: .object(provenance.members)))
    if let note { members.append(JSON.Member(name: "note", value: .string(note))) }
    members += minimality?.members ?? []
    members.append(JSON.Member(name: "scenario", value: .object(scenario.members)))
    return members
  }

  init(_ fields: FieldReader) throws(FieldError) {
    let subject = try FieldReader(
      try fields.required("subject", "{\"revision\": …}"), ["revision", "without"])
    let provenance = try FieldReader(
      try fields.required("provenance", "{\"generator\": 0}"), ["seed", "generator"])
    let generator = try provenance.required("generator", "0")
    self.init(
      name: try fields.required("name", "…").fileName(),
      title: try fields.required("title", "…").line(),
      clause: try fields.required("clause", "\"C6\"").line(),
      subject: Subject(
        revision: try subject.required("revision", "…").line(),
        without: try subject.optional("without")?.names() ?? []),
      violates: try fields.optional("violates")?.names() ?? [],
      holds: try fields.optional("holds")?.names() ?? [],
      fixedBy: try fields.optional("fixedBy")?.names() ?? [],
      provenance: Provenance(
        seed: try provenance.optional("seed")?.number64(), generator: try generator.integer()),
      note: try fields.optional("note")?.string(), minimality: try Minimality(fields),
      scenario: try Scenario(
        try FieldReader(try fields.required("scenario", "{…}"), Scenario.fieldNames)))
    let version = self.provenance.generator
    if version < 0 { throw generator.error("\(version) is negative; 0 stands for \"by hand\"") }
    let violating = Set(violates)
    if let both = holds.firstIndex(where: violating.contains) {
      throw FieldError(
        path: fields.path(of: "holds[\(both)]"),
        message: "\(quoted(holds[both])) stands in \"violates\" too; remove one of them")
    }
  }
}

extension Counterexample.Subject {
  fileprivate var members: [JSON.Member] {
    let revision = JSON.Member(name: "revision", value: .string(revision))
    if without.isEmpty { return [revision] }
    return [revision, JSON.Member(name: "without", value: .strings(without))]
  }
}

extension Counterexample.Provenance {
  fileprivate var members: [JSON.Member] {
    let generator = JSON.Member(name: "generator", value: .integer(generator))
    guard let seed else { return [generator] }
    // A string: many readers of JSON keep only 53 bits of a number.
    return [JSON.Member(name: "seed", value: .string(hexadecimal(seed))), generator]
  }
}

extension Field {
  /// A text of one line, not empty.
  func line() throws(FieldError) -> String {
    let text = try string()
    if text.allSatisfy(\.isWhitespace) { throw error("empty; must be a text of one line") }
    if let bad = text.unicodeScalars.first(where: \.isInvisible) {
      let code = hexadecimal(UInt64(bad.value))
      throw error("has character \(code); must be one line, without invisible characters")
    }
    return text
  }

  /// Such texts, none of them twice.
  func names() throws(FieldError) -> [String] {
    var seen: Set<String> = []
    return try list { (field) throws(FieldError) in
      let name = try field.line()
      if !seen.insert(name).inserted {
        throw field.error("\(quoted(name)) occurs twice; remove one of them")
      }
      return name
    }
  }

  /// A name that is a file's base name on any system.
  fileprivate func fileName() throws(FieldError) -> String {
    let text = try string()
    let words = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    let isKebab = words.allSatisfy { word in
      !word.isEmpty
        && word.allSatisfy { byte in
          (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
    }
    if !isKebab || text.utf8.count > 100 {
      throw error(
        "\(quoted(text)) is no name; must be words of a-z and 0-9 joined by hyphens, "
          + "at most 100 letters")
    }
    return text
  }
}
