// SPDX-License-Identifier: GPL-2.0-or-later

extension Counterexample.Minimality {
  /// The fields in files, which stand beside those of the counterexample.
  var members: [JSON.Member] {
    var members = [
      JSON.Member(name: "minimal", value: .string(Self.proved)),
      JSON.Member(name: "minimalBound", value: .string(bound)),
    ]
    if !free.isEmpty { members.append(JSON.Member(name: "free", value: .strings(free))) }
    return members + [JSON.Member(name: "unique", value: .bool(unique))]
  }

  /// The record of a counterexample; nil where it has none.
  init?(_ fields: FieldReader) throws(FieldError) {
    guard let minimal = fields.optional("minimal") else {
      for name in ["minimalBound", "free", "unique"] {
        if let field = fields.optional(name) {
          throw field.error("without \"minimal\"; add it, or leave this out")
        }
      }
      return nil
    }
    _ = try minimal.named("word on minimality", among: [Self.proved]) {
      $0 == Self.proved ? $0 : nil
    }
    self.init(
      bound: try fields.required("minimalBound", "…").line(),
      free: try fields.optional("free")?.names() ?? [],
      unique: try fields.required("unique", "false").bool())
  }

  /// The only thing that can be said: where it is not proved, nothing is.
  private static let proved = "proved"
}
