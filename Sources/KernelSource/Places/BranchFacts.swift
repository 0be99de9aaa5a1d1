// SPDX-License-Identifier: GPL-2.0-or-later

/// What is known of registers behind a branch: that they hold a constant.
struct BranchFacts {
  struct Fact: Hashable {
    let register: Int
    /// The register of the constant; nil for 0.
    let constant: Int?
    /// The instruction that compares with the constant.
    let site: Int
  }

  private(set) var onTrue: [Fact] = []
  private(set) var onFalse: [Fact] = []

  /// Of the branch that ends `block`.
  init(_ function: Function, _ flow: ControlFlow, _ block: Int) {
    let range = flow.range(block)
    let last = range.upperBound - 1
    let instruction = function.code[last]
    guard instruction.opcode == .branch, instruction.b != instruction.c else { return }
    collect(Int(instruction.a), before: last, from: range.lowerBound, function, isTrue: true)
    collect(Int(instruction.a), before: last, from: range.lowerBound, function, isTrue: false)
  }

  private mutating func add(_ fact: Fact, isTrue: Bool) {
    if isTrue { onTrue.append(fact) } else { onFalse.append(fact) }
  }

  private mutating func collect(
    _ register: Int, before end: Int, from start: Int, _ function: Function, isTrue: Bool
  ) {
    let code = function.code
    // What the register holds there, it must hold still at the end of the block.
    func isKept(_ register: Int, since site: Int) -> Bool {
      let blockEnd = code.indices[site...].first { code[$0].opcode.endsBlock } ?? code.count
      return !(site..<blockEnd).dropFirst().contains {
        code[$0].writesD && Int(code[$0].d) == register
          || code[$0].opcode == .loadMaybe && Int(code[$0].c) == register
      }
    }
    func write(_ register: Int, before end: Int) -> Int? {
      (start..<end).last { code[$0].writesD && Int(code[$0].d) == register }
    }
    let definition = write(register, before: end)
    if !isTrue, register < function.constants, isKept(register, since: definition ?? end) {
      add(Fact(register: register, constant: nil, site: end), isTrue: false)
    }
    guard let definition else { return }
    let instruction = code[definition]
    let (a, b) = (Int(instruction.a), Int(instruction.b))
    func isZero(_ register: Int, _ isTrue: Bool) {
      guard register < function.constants else { return }
      if isKept(register, since: definition) {
        add(Fact(register: register, constant: nil, site: definition), isTrue: isTrue)
      }
    }
    switch instruction.opcode {
    case .copy, .isNonzero:
      collect(a, before: definition, from: start, function, isTrue: isTrue)
    case .extend where instruction.size >= 32:
      if !isTrue { isZero(a, false) }
    case .isZero:
      if isTrue { isZero(a, true) }
      // What is not 0 says something where it is a truth value itself.
      collectTruth(a, before: definition, from: start, function, isTrue: isTrue)
    case .equal where isTrue, .notEqual where !isTrue:
      for (one, other) in [(a, b), (b, a)]
      where one < function.constants && other >= function.constants
        && isKept(one, since: definition)
      { add(Fact(register: one, constant: other, site: definition), isTrue: isTrue) }
    case .and where isTrue, .or where !isTrue:
      for part in [a, b] {
        collect(part, before: definition, from: start, function, isTrue: isTrue)
      }
    default: break
    }
  }

  /// Of the negation of `register`, which holds 0 where the branch is taken.
  private mutating func collectTruth(
    _ register: Int, before end: Int, from start: Int, _ function: Function, isTrue: Bool
  ) {
    var inner = BranchFacts()
    inner.collect(register, before: end, from: start, function, isTrue: !isTrue)
    for fact in isTrue ? inner.onFalse : inner.onTrue { add(fact, isTrue: isTrue) }
  }

  private init() {}
}
