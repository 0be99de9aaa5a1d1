// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

// The readers of the parts of a scenario. They check spelling; meaning is for `validate()`.

extension Field {
  func kinds(atMost count: Int, _ usual: KindSet) throws(FieldError) -> [Kind] {
    try runs("kind", atMost: count) { (field) throws(FieldError) in try field.kind(usual) }
  }

  /// Any kind; a misspelt one is taken for one of `usual`.
  private func kind(_ usual: KindSet) throws(FieldError) -> Kind {
    let text = try string()
    if let kind = Kind(name: text) { return kind }
    let near =
      nearest(to: text, among: usual.members.map(\.name))
      ?? nearest(to: text, among: Kind.allCases.map(\.name))
    let hint = near.map { "did you mean \"\($0)\"?" }
    let names = usual.members.map(\.name).joined(separator: ", ")
    throw error("\(quoted(text)) is no kind; \(hint ?? "must be one of \(names)")")
  }

  func geometry() throws(FieldError) -> Geometry {
    if case .object = value {
      let fields = try FieldReader(self, ["pmdShift", "pudShift", "tableShift"])
      return Geometry(
        pmdShift: try fields.required("pmdShift", "2").integer(),
        pudShift: try fields.required("pudShift", "4").integer(),
        tableShift: try fields.required("tableShift", "2").integer())
    }
    return try named("geometry", among: Geometry.named.map(\.name)) { name in
      Geometry.named.first { $0.name == name }?.geometry
    }
  }

  func vma() throws(FieldError) -> VMA {
    let fields = try FieldReader(self, ["start", "end", "flags", "hugetlb", "endOfFile"])
    var vma = VMA(
      start: try fields.required("start", "0").integer(),
      end: try fields.required("end", "16").integer(),
      flags: try fields.required("flags", "\"READ WRITE\"").vmaFlags())
    if let field = fields.optional("hugetlb") {
      let names = VMA.Hugetlb.allCases.map { "\($0)" }
      vma.hugetlb = try field.named("page size", among: names) { name in
        VMA.Hugetlb.allCases.first { "\($0)" == name }
      }
    }
    vma.endOfFile = try fields.optional("endOfFile")?.integer() ?? vma.endOfFile
    return vma
  }

  func outcome() throws(FieldError) -> FaultOutcome {
    try named(
      "outcome of a fault", among: FaultOutcome.allCases.map(\.name), FaultOutcome.init(name:))
  }

  func event() throws(FieldError) -> Event {
    let fields = try FieldReader(self, ["at", "target", "index", "kind"])
    let at = try fields.required("at", "1").integer()
    let targets = Event.Target.allCases.map { "\($0)" }
    let field = try fields.required("target", "\"pte\"")
    let target = try field.named("target", among: targets) { name in
      Event.Target.allCases.first { "\($0)" == name }
    }
    var event = Event(at: at, target: target, index: 0, kind: .none)
    let usual: KindSet
    switch target {
    case .range:
      // Neither field has a meaning; validation refuses other values.
      event.index = try fields.optional("index")?.integer() ?? 0
      event.kind = try fields.optional("kind")?.kind([.none]) ?? .none
      return event
    case .pte: usual = .pte
    case .pmd: usual = .pmd
    case .pud: usual = .pud
    }
    event.index = try fields.required("index", "0").integer()
    event.kind = try fields.required("kind", "\"none\"").kind(usual)
    return event
  }
}
