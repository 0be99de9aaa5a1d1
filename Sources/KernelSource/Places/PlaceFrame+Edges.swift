// SPDX-License-Identifier: GPL-2.0-or-later

// Ways from block to block: what registers hold on them.
extension PlaceFrame {
  /// The value that a register has at a loop's header: what it was entered with, and a page for
  /// each iteration. Nil where it does not step.
  func stepped(_ value: PlaceValue, _ loop: Int, _ register: Int) -> PlaceValue? {
    let id = shape.loopID(loop)
    let trip = PageForm(.trip(id))
    switch value {
    case .constant(let pair):
      guard let number = pair.same, number < 1 << 31 else { return nil }
      return .page(.count, PageForm(Int(number)) + trip)
    case .page(let kind, let form): return .page(kind, form + trip)
    case .frame(let form): return .frame(form + trip)
    case .noted(let kind): return .page(kind, PageForm(.origin(id, register)) + trip)
    case .found: return .page(.address, PageForm(.origin(id, register)) + trip)
    default: return nil
    }
  }

  func isStepping(_ loop: Int, _ register: Int) -> Bool {
    guard !resting.contains(Stepping(loop: loop, register: register)),
      shape.carried[loop].contains(register), let entry = entries[loop]?[register]
    else { return false }
    return stepped(entry, loop, register) != nil
  }

  /// Goes on to `next` with what `known` says.
  mutating func go(to next: Int, _ known: [BranchFacts.Fact] = []) {
    var values = registers
    for fact in known { refine(&values, fact) }
    for loop in shape.loopsOfBlock[block].reversed()
    where !shape.nest.loops[loop].blocks.contains(next) {
      for register in values.indices { values[register] = left(values[register], loop) }
    }
    for register in 0..<shape.function.constants where !shape.isLive(register, at: next) {
      values[register] = .unset
    }
    guard let loop = shape.nest.loops.firstIndex(where: { $0.header == next }) else {
      inputs[next] = joined(inputs[next], values)
      return
    }
    let isBack = shape.nest.loops[loop].latches.contains(block)
    if isBack {
      backs[loop] = joined(backs[loop], values)
    } else {
      entries[loop] = joined(entries[loop], values)
    }
    guard let entry = entries[loop] else { return }
    var header = isBack ? joined(inputs[next], values) : joined(inputs[next], entry)
    for register in shape.carried[loop] where isStepping(loop, register) {
      if let value = stepped(entry[register], loop, register) { header[register] = value }
    }
    inputs[next] = header
  }

  private func joined(_ old: [PlaceValue]?, _ new: [PlaceValue]) -> [PlaceValue] {
    guard let old else { return new }
    return zip(old, new).map { $0.joined($1) }
  }

  private func refine(_ values: inout [PlaceValue], _ fact: BranchFacts.Fact) {
    guard fact.register < shape.function.constants, values[fact.register].taint != nil else {
      return
    }
    guard let constant = fact.constant else {
      values[fact.register] = .known(0)
      return
    }
    let (near, far) = (shape.function.code[fact.site], shape.far.code[fact.site])
    let other = Int(near.a) == constant ? far.a : far.b
    values[fact.register] = .constant(
      ConstantPair(
        near: shape.function.template[constant], far: shape.far.template[Int(other)]))
  }

  /// What a value is where `loop` is left from the block.
  private func left(_ value: PlaceValue, _ loop: Int) -> PlaceValue {
    let id = shape.loopID(loop)
    switch value {
    case .page(let kind, let form) where form.mentions(id):
      let trip = PageSymbol.trip(id)
      // It came to its end: then the number of pages is known.
      if let bound = guards[block], bound.loop == loop, let length = bound.length,
        !bound.isPartial, form[trip] != 0
      {
        let passed = bound.isAtLatch ? length + PageForm(-1) : length
        let end = form.replacing(trip, by: passed)
        if !end.mentions(id) { return .page(kind, end) }
      }
      if kind == .address, form[trip] == 1, form.constant == 0, isGuarded(loop),
        case .some(.some(let length)) = length(of: loop)
      {
        let base = form.replacing(trip, by: PageForm())
        if !base.mentions(id) { return .found(end: base + length) }
      }
      return .noted(value.addressClass ?? kind)
    case .found(let end) where end.mentions(id): return .noted(.bound)
    case .frame(let form) where form.mentions(id): return .mixed
    case .inside(let form, _) where form.mentions(id): return .mixed
    case .truth: return .mixed
    default: return value
    }
  }

  /// The length of a loop from page to page; `.some(nil)` where it ends somewhere that is not
  /// known, nil where it has no end, or ends that are not the same.
  func length(of loop: Int) -> PageForm?? {
    var found: PageForm??
    for bound in guards.values where bound.loop == loop {
      if let known = found, known != bound.length { return nil }
      found = .some(bound.length)
    }
    return found
  }

  /// Whether the block is only reached for a page before the end of the loop.
  func isGuarded(_ loop: Int) -> Bool {
    guards.contains { guarding, bound in
      bound.loop == loop
        && (bound.isAtLatch
          || guarding != block && shape.nest.dominates(guarding, block))
    }
  }
}

extension PlaceValue {
  /// Whether it is one page behind `header`.
  func isOnePage(behind header: PlaceValue) -> Bool {
    switch (self, header) {
    case (.page(let mine, let form), .page(let theirs, let other)):
      mine == theirs && form - other == PageForm(1)
    case (.frame(let form), .frame(let other)): form - other == PageForm(1)
    default: false
    }
  }
}
