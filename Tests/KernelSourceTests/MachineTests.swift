// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import Testing

@testable import KernelSource

/// The host's side: objects of its own, objects of the environment, and the trace.
struct MachineTests {
  /// Counts loads of its foreign object, cells of which are 100 and their number, and notes lines.
  struct World<Domain: Logic.Domain>: Environment {
    var loads = Domain.Word(constant: 0)
    var lines: [Int] = []
    var stores: [Int] = []

    mutating func merge(_ condition: Domain.Bit, else other: Self) {
      loads = Domain.Word.select(condition, loads, other.loads)
    }

    static func primitive(named name: String) -> Primitive? {
      name == "pte_offset_map" ? Primitive(rawValue: 1) : nil
    }

    static func call(
      _ primitive: Primitive, _ arguments: ArgumentList<Domain>, _ machine: inout Machine<Self>
    ) -> Domain.Word {
      arguments[0] &+ (arguments[1] & Domain.Word(constant: 3))
    }

    static func load(
      _ object: Int, _ cell: Domain.Word, _ machine: inout Machine<Self>
    ) -> Domain.Word {
      machine.environment.loads = machine.environment.loads &+ Domain.Word(constant: 1)
      return cell &+ Domain.Word(constant: 100)
    }

    static var traces: Bool { true }

    static func reached(_ site: Int, _ machine: inout Machine<Self>) {
      let line = machine.program.location(of: site).line
      if machine.environment.lines.last != line { machine.environment.lines.append(line) }
    }

    static func stored(_ object: Int, _ cell: Int, _ site: Int, _ machine: inout Machine<Self>) {
      machine.environment.stores += [object, cell, machine.program.location(of: site).line]
    }
  }

  private let text = """
    #include <linux/mm.h>
    struct range { unsigned long start, *pfns; bool done; };
    long f(struct range *range, pmd_t *pmd, unsigned long n) {
      pte_t *pte = pte_offset_map(pmd, n);
      range->pfns[1] = pte->pte;
      range->done = range->start;
      return pte[1].pte;
    }
    """

  private func machine<D: Logic.Domain>(
    _ domain: D.Type
  ) throws -> (Machine<World<D>>, [Int]) {
    let program = try read(text)
    var machine = Machine(BoundProgram<World<D>>(program), World())
    let made = machine.allocate("range", isInitialised: false)
    let range = try #require(made)
    let pfns = machine.allocate(cells: 3)
    let table = machine.allocateForeign(cells: 8)
    machine[range, "range", "start"] = D.Word(constant: 0x1_0000_0000)
    machine[range, "range", "pfns"] = D.Word(constant: Pointer.object(pfns))
    return (machine, [range, pfns, table])
  }

  @Test func concreteRun() throws {
    var (machine, objects) = try machine(Concrete.self)
    let function = try #require(machine.program.function("f"))
    let value = machine.call(
      function, [Pointer.object(objects[0]), Pointer.object(objects[2]), 6])
    #expect(machine.error == 0)
    #expect(value == 103)
    #expect(machine[objects[1], 1] == 102)
    #expect(machine[objects[0], "range", "done"] == 1)
    #expect(machine.environment.loads == 2)
    #expect(machine.environment.lines == [4, 5, 6, 7])
    #expect(machine.environment.stores == [objects[1], 1, 5, objects[0], 2, 6])
  }

  @Test func unknownCellsOfForeignObjects() throws {
    try ExpressionGraph.with { graph throws in
      var (machine, objects) = try machine(Symbolic.self)
      let function = try #require(machine.program.function("f"))
      let value = machine.call(
        function,
        [
          Symbolic.Word(constant: Pointer.object(objects[0])),
          Symbolic.Word(constant: Pointer.object(objects[2])), graph.word("n"),
        ])
      for n in 0..<8 as Range<UInt64> {
        var evaluation = Evaluation(of: graph, under: ["n": n])
        #expect(try evaluation.value(of: machine.error) == 0)
        #expect(try evaluation.value(of: value) == 101 + n % 4)
        #expect(try evaluation.value(of: machine[objects[1], 1]) == 100 + n % 4)
      }
    }
  }
}
