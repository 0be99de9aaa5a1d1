// SPDX-License-Identifier: GPL-2.0-or-later

extension Parser {
  /// What follows the word `struct`.
  mutating func structure() throws(Refusal) -> CType {
    try skipAttributes()
    var tag: String?
    if peek().kind == .identifier, !sees("{") { tag = try name(of: "a structure") }
    guard sees("{") else {
      guard let tag else { throw Refusal(position, "structure without a name") }
      return .structure(structure(tagged: tag, isDefinition: false))
    }
    let index: Int
    if let tag {
      index = structure(tagged: tag, isDefinition: true)
      guard !types.structures[index].isComplete else {
        throw Refusal(position, "struct \(tag) is defined twice")
      }
    } else {
      types.structures.append(Structure(tag: nil))
      index = types.structures.count - 1
    }
    try types.complete(index, with: members())
    try skipAttributes()
    return .structure(index)
  }

  private mutating func structure(tagged tag: String, isDefinition: Bool) -> Int {
    if isDefinition, let known = scopes[scopes.count - 1].structures[tag] { return known }
    if !isDefinition {
      for scope in scopes.reversed() {
        if let known = scope.structures[tag] { return known }
      }
    }
    types.structures.append(Structure(tag: tag))
    scopes[scopes.count - 1].structures[tag] = types.structures.count - 1
    return types.structures.count - 1
  }

  private mutating func members() throws(Refusal) -> [TypeTable.Declared] {
    try enter()
    defer { leave() }
    try expect("{")
    var members: [TypeTable.Declared] = []
    var names: Set<String> = []
    while !accept("}") {
      if accept(";") { continue }
      let start = position
      let specifiers = try self.specifiers()
      if accept(";") {
        // An anonymous structure.
        guard specifiers.type.isStructure else { continue }
        members.append(
          TypeTable.Declared(name: nil, type: specifiers.type, bits: nil, position: start))
        continue
      }
      repeat {
        let position = self.position
        let declarator =
          sees(":") ? Declarator(type: specifiers.type) : try self.declarator(specifiers.type)
        var bits: Int?
        if accept(":") { bits = try bitField(declarator) }
        try skipAttributes()
        if let name = declarator.name, !names.insert(name).inserted {
          throw Refusal(position, "two members called \(name)")
        }
        if bits == nil, declarator.name == nil { throw Refusal(position, "member without a name") }
        guard !declarator.type.isFunction else { throw Refusal(position, "function as a member") }
        members.append(
          TypeTable.Declared(
            name: declarator.name, type: declarator.type, bits: bits, position: position))
      } while accept(",")
      try expect(";")
    }
    return members
  }

  private mutating func bitField(_ declarator: Declarator) throws(Refusal) -> Int {
    let start = position
    guard declarator.type.isInteger, let width = try conditional().constant, width <= 64 else {
      throw Refusal(start, "wrong bit-field")
    }
    if width == 0, declarator.name != nil { throw Refusal(start, "bit-field of no bits") }
    return Int(width)
  }

  /// What follows the word `enum`: the type it is compatible with.
  mutating func enumeration() throws(Refusal) -> IntegerType {
    try skipAttributes()
    var tag: String?
    if peek().kind == .identifier { tag = try name(of: "an enumeration") }
    guard accept("{") else {
      guard let tag else { throw Refusal(position, "enumeration without a name") }
      for scope in scopes.reversed() {
        if let known = scope.enumerations[tag] { return known }
      }
      return .unsignedInt
    }
    var values: [(name: String, value: UInt64, type: IntegerType)] = []
    var next = (value: UInt64(0), type: IntegerType.int)
    repeat {
      if sees("}") { break }
      let position = self.position
      let name = try self.name(of: "an enumerator")
      try skipAttributes()
      if accept("=") {
        let expression = try conditional()
        guard let value = expression.constant, let type = expression.type.arithmetic else {
          throw Refusal(position, "value of \(name) is not constant")
        }
        next = (value, type)
      }
      // GCC: `int` where it fits, inside the braces too; else the type of the expression, so that
      // what later ones compute from it is as wide.
      if fitsInt(next.value, next.type) { next.type = .int }
      values.append((name, next.value, next.type))
      declare(name, .enumerator(next.value, next.type))
      next = successor(next)
    } while accept(",")
    try expect("}")
    try skipAttributes()
    let type = enumerationType(values.map { ($0.value, $0.type) })
    for (name, value, own) in values where own != .int { declare(name, .enumerator(value, type)) }
    if let tag { scopes[scopes.count - 1].enumerations[tag] = type }
    return type
  }

  private func fitsInt(_ value: UInt64, _ type: IntegerType) -> Bool {
    if type.isSigned { return Int64(Int32.min)...Int64(Int32.max) ~= Int64(bitPattern: value) }
    return value <= UInt64(Int32.max)
  }

  private func successor(
    _ last: (value: UInt64, type: IntegerType)
  ) -> (value: UInt64, type: IntegerType) {
    let value = last.value &+ 1
    if last.type.wrap(value) == value, last.type.isSigned ? Int64(bitPattern: value) != .min : true
    {
      return (value, last.type)
    }
    return (value, last.type.isSigned ? .long : .unsignedLong)
  }

  /// Unsigned unless a value is negative, and `int`'s width unless one needs more.
  private func enumerationType(_ values: [(value: UInt64, type: IntegerType)]) -> IntegerType {
    let isSigned = values.contains { $0.type.isSigned && Int64(bitPattern: $0.value) < 0 }
    let isWide = values.contains { value, type in
      if isSigned { return !fitsInt(value, type) }
      return value > UInt64(UInt32.max)
    }
    return IntegerType(width: isWide ? 64 : 32, isSigned: isSigned)
  }
}
