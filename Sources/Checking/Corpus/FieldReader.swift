// SPDX-License-Identifier: GPL-2.0-or-later

/// The members of an object in a file, all of them known.
package struct FieldReader {
  package var path: String
  private var members: [JSON.Member]

  /// - Parameter names: The fields that there are.
  /// - Throws: If `field` is no object, or has another field.
  package init(_ field: Field, _ names: [String]) throws(FieldError) {
    guard case .object(let members) = field.value else { throw field.wrongType("an object") }
    path = field.path
    self.members = members
    for member in members where !names.contains(member.name) {
      let hint = suggestion(for: member.name, among: names)
      throw field.error("unknown field \(quoted(member.name)); \(hint)")
    }
  }

  /// The path of a member.
  package func path(of name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  /// The member of this name; nil if there is none.
  package func optional(_ name: String) -> Field? {
    members.first { $0.name == name }.map { Field(path: path(of: name), value: $0.value) }
  }

  /// The member of this name. `example` is a value that would be right, for the message.
  package func required(_ name: String, _ example: String) throws(FieldError) -> Field {
    if let field = optional(name) { return field }
    throw FieldError(path: path(of: name), message: "missing; add \"\(name)\": \(example)")
  }
}
