// SPDX-License-Identifier: GPL-2.0-or-later

extension Lowering {
  mutating func lower(_ block: Block) {
    for statement in block.statements { lower(statement) }
  }

  mutating func lower(_ statement: Statement) {
    let mark = nextRegister
    defer { nextRegister = mark }
    switch statement {
    case .expression(let expression):
      position = expression.position
      discard(expression)
    case .declare(let local, let stores, let start):
      position = start
      declare(local, stores)
    case .block(let block): lower(block)
    case .conditional(let test, let then, let otherwise):
      position = test.position
      let thenLabel = newLabel()
      let otherwiseLabel = newLabel()
      branch(test, thenLabel, otherwiseLabel)
      bind(thenLabel)
      lower(then)
      if let otherwise {
        let end = newLabel()
        emit(.jump, a: end)
        bind(otherwiseLabel)
        lower(otherwise)
        bind(end)
      } else {
        bind(otherwiseLabel)
      }
    case .while(let test, let body): loop(nil, test, nil, body)
    case .for(let first, let test, let step, let body): loop(first, test, step, body)
    case .doWhile(let body, let test): doWhile(body, test)
    case .switch(let subject, let body): lowerSwitch(subject, body)
    case .labeledCase(let low, let high, let body, let start):
      let label = newLabel()
      switches[switches.count - 1].cases.append((low, high, label, start))
      bind(label)
      lower(body)
    case .labeledDefault(let body, _):
      let label = newLabel()
      switches[switches.count - 1].otherwise = label
      bind(label)
      lower(body)
    case .label(let name, let body):
      bind(label(name))
      lower(body)
    case .goto(let name, let start):
      position = start
      emit(.jump, size: Instruction.written, a: label(name))
    case .break(let start):
      position = start
      if let end = breaks.last { emit(.jump, size: Instruction.written, a: end) }
    case .continue(let start):
      position = start
      if let next = continues.last { emit(.jump, size: Instruction.written, a: next) }
    case .return(let expression, let start):
      guard let expression else {
        position = start
        emit(.returnVoid)
        return
      }
      position = start
      let value = checkedValue(expression)
      position = start
      emit(.returnValue, a: value)
    }
  }

  private mutating func label(_ name: String) -> Int {
    if let known = labelOfName[name] { return known }
    let label = newLabel()
    labelOfName[name] = label
    return label
  }

  private mutating func loop(
    _ first: Statement?, _ test: Expression?, _ step: Expression?, _ body: Statement
  ) {
    if let first { lower(first) }
    let head = newLabel()
    let bodyLabel = newLabel()
    let next = newLabel()
    let end = newLabel()
    bind(head)
    if let test {
      position = test.position
      branch(test, bodyLabel, end)
    }
    bind(bodyLabel)
    breaks.append(end)
    continues.append(next)
    lower(body)
    breaks.removeLast()
    continues.removeLast()
    bind(next)
    if let step { lower(.expression(step)) }
    emit(.jump, a: head)
    bind(end)
  }

  private mutating func doWhile(_ body: Statement, _ test: Expression) {
    let head = newLabel()
    let next = newLabel()
    let end = newLabel()
    bind(head)
    breaks.append(end)
    continues.append(next)
    lower(body)
    breaks.removeLast()
    continues.removeLast()
    bind(next)
    position = test.position
    branch(test, head, end)
    bind(end)
  }

  private mutating func lowerSwitch(_ subject: Expression, _ body: Statement) {
    let isSigned = subject.type.arithmetic?.isSigned ?? false
    position = subject.position
    let value = value(subject)
    let dispatch = newLabel()
    let end = newLabel()
    emit(.jump, a: dispatch)
    switches.append(Switch())
    breaks.append(end)
    lower(body)
    breaks.removeLast()
    let found = switches.removeLast()
    emit(.jump, a: end)
    bind(dispatch)
    position = subject.position
    for (number, (low, high, label, start)) in found.cases.enumerated() {
      let test: Int
      position = subject.position
      if low == high {
        test = compute(.equal, a: value, b: constant(low))
      } else {
        let opcode: Opcode = isSigned ? .lessOrEqualSigned : .lessOrEqual
        let above = compute(opcode, a: constant(low), b: value)
        let below = compute(opcode, a: value, b: constant(high))
        test = compute(.and, a: above, b: below)
      }
      let next = newLabel()
      position = start
      let isLast = number == found.cases.count - 1
      emit(
        .branch, size: isLast ? Instruction.lastCase : Instruction.case, a: test, b: label, c: next)
      bind(next)
    }
    emit(.jump, a: found.otherwise ?? end)
    bind(end)
  }

  private mutating func declare(_ local: Int, _ stores: [Store]?) {
    guard let object = objectOfLocal[local] else {
      guard let register = registerOfLocal[local] else { return }
      if let store = stores?.first {
        let (value, defined) = maybeValue(store.value)
        emit(.copy, d: register, a: value)
        if let flag = definedOfLocal[local] { emit(.copy, d: flag, a: defined ?? constant(1)) }
      } else if let flag = definedOfLocal[local] {
        // `{}` makes a structure 0.
        if stores != nil { emit(.copy, d: register, a: constant(0)) }
        emit(.copy, d: flag, a: constant(stores == nil ? 0 : 1))
      }
      return
    }
    emit(stores == nil ? .undefine : .clear, a: object)
    guard let stores, !stores.isEmpty else { return }
    let address = compute(.localAddress, a: object)
    fill(address, stores)
  }

  /// Makes the stores of an initialiser into the object at `address`.
  mutating func fill(_ address: Int, _ stores: [Store]) {
    for store in stores {
      let mark = nextRegister
      if let cells = types.cells(of: store.type), !store.type.isScalar, cells != 1 {
        let source = self.address(store.value)
        let target = offset(address, store.cell)
        emit(.copyCells, a: target, b: source, c: cells)
      } else {
        write(.memory(address, store.cell, size(store.type)), store.value, bits: store.bits)
      }
      nextRegister = mark
    }
  }
}
