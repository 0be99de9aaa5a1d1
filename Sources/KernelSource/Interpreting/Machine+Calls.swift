// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

extension Machine {
  /// Activations within each other, at most: Swift's own stack carries them.
  private static var depthLimit: Int { 100 }

  /// Calls a function of the text, or one that the environment models.
  ///
  /// - Parameter arguments: values in the range of their C types; as many as there are parameters.
  /// - Returns: the value returned, 0 for none; of no meaning where ``error`` is set.
  public mutating func call(_ function: FunctionID, _ arguments: [Word]) -> Word {
    let site = self.site
    defer { self.site = site }
    return arguments.withUnsafeBufferPointer { invoke(function.callable, $0, at: site) }
  }

  /// Calls what `pointer`, a known pointer to a function, points to.
  public mutating func call(pointer: UInt64, _ arguments: [Word]) -> Word {
    guard let callee = Pointer.function(of: pointer), callee < program.callables.count else {
      fail(pointer == 0 ? .nullDereference : .invalidPointer)
      return Word(constant: 0)
    }
    return call(FunctionID(callable: callee), arguments)
  }

  mutating func invoke(
    _ callee: Int, _ arguments: UnsafeBufferPointer<Word>, at site: Int
  ) -> Word {
    let callable = bound.program.callables[callee]
    guard let body = callable.body else {
      return invokePrimitive(callee, callable, arguments, at: site)
    }
    let function = bound.program.code[body]
    guard arguments.count == function.parameters else {
      fail(.unsupported, where: true, at: site)
      return Word(constant: 0)
    }
    guard depth < Self.depthLimit else {
      fail(.tooDeep, where: true, at: site)
      return Word(constant: 0)
    }
    depth += 1
    let frame = memory.objects.count
    for sizes in function.objects { _ = memory.add(sizes, isDefined: false) }
    let result = activate(function, arguments, frame, calledAt: site)
    memory.truncate(to: frame)
    depth -= 1
    return result
  }

  private mutating func activate(
    _ function: Function, _ arguments: UnsafeBufferPointer<Word>, _ frame: Int, calledAt site: Int
  ) -> Word {
    let count = function.template.count
    let registers = UnsafeMutablePointer<Word>.allocate(capacity: count)
    defer { registers.deallocate() }
    if E.keepsActivations {
      activations.append(
        Activation(function: function, registers: registers, frame: frame, calledAt: site))
    }
    defer { if E.keepsActivations { activations.removeLast() } }
    function.template.withUnsafeBufferPointer { template in
      for index in 0..<count {
        (registers + index).initialize(to: Word(constant: template[index]))
      }
    }
    for index in 0..<arguments.count { registers[index] = arguments[index] }
    let interpreter = Interpreter<E>(
      function: function, registers: registers, frame: frame,
      slots: E.counts ? counts.map { $0.slots + function.firstSlot } : nil)
    return function.code.withUnsafeBufferPointer { code in
      guard let first = code.baseAddress else { return Word(constant: 0) }
      switch interpreter.run(from: 0, isAlone: true, first, &self) {
      case .returned(let value): return value
      case .failed: return Word(constant: 0)
      case .split(let next) where error.constant != nil:
        if E.counts { counts?.interrupt(function.base + next - 1) }
        seekInterrupted(function.base + next - 1, where: error .!= Word(constant: 0))
        return Word(constant: 0)
      case let exit:
        var schedule = Schedule<E>(function: function, frame: frame)
        return schedule.run(exit, interpreter, first, &self)
      }
    }
  }

  private mutating func invokePrimitive(
    _ callee: Int, _ callable: Program.Callable, _ arguments: UnsafeBufferPointer<Word>,
    at site: Int
  ) -> Word {
    if callable.refusal != nil {
      fail(dropped: callee, at: site)
      return Word(constant: 0)
    }
    guard let primitive = bound.primitives[callee] else {
      fail(.noModel, where: true, at: site)
      return Word(constant: 0)
    }
    return E.call(primitive, ArgumentList(arguments), &self)
  }
}
