// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelWalk
import Logic
import Testing

@testable import KernelSource

/// What the model's own header declares is modelled, or said not to be; a call never crashes.
@Suite struct ModelTests {
  struct Declaration: CustomTestStringConvertible, Sendable {
    let name: String
    /// Types of the parameters; nil where none are told.
    let parameters: [String]?

    var testDescription: String { name }
  }

  static let declarations: [Declaration] = (ModelHeader.functions + ModelHeader.pageWalk)
    .replacing("(\n  ", with: "(").split(separator: "\n")
    .compactMap { line in
      guard let open = line.firstIndex(of: "("), line.hasSuffix(");") else { return nil }
      let name = line[..<open].split { " *".contains($0) }.last.map(String.init) ?? ""
      let list = line[line.index(after: open)...].dropLast(2)
      if list.isEmpty { return Declaration(name: name, parameters: nil) }
      if list == "void" { return Declaration(name: name, parameters: []) }
      let types = list.split(separator: ",").map { parameter in
        // Without the parameter's name.
        let end = parameter.lastIndex { " *".contains($0) } ?? parameter.startIndex
        return parameter[...end].trimmingCharacters(in: .whitespaces)
      }
      return Declaration(name: name, parameters: types)
    }

  /// No walk needs these: what only callers and helpers of older kernels call, and what page
  /// walkers do for other callbacks.
  static let unmodelled: Set<String> = [
    "pmd_lock", "pte_lockptr",
    "spin_lock_init", "page_folio", "pfn_to_page", "page_to_pfn", "pfn_valid",
    "is_device_private_page", "pmd_val", "pmd_index", "pte_val", "swp_type", "pgd_index",
    "pud_none_or_clear_bad", "pmd_none_or_clear_bad", "pmd_trans_unstable", "split_huge_pmd",
    "pte_offset_map_lock", "pte_offset_kernel", "pte_unmap_unlock", "mmap_assert_write_locked",
    "vma_start_write", "vma_assert_write_locked",
  ]

  @Test func everyDeclarationIsSeen() {
    #expect(Self.declarations.count > 140)
    #expect(Set(Self.declarations.map(\.name)).isSuperset(of: Self.unmodelled))
  }

  /// Calls with zeros for all arguments: whatever comes of it, it is told and not a crash.
  @Test(arguments: declarations) func aCallIsToldOrDone(_ declaration: Declaration) throws {
    if let parameters = declaration.parameters {
      let locals = parameters.enumerated().map { index, type in
        "static \(type.replacing("const ", with: "")) a\(index);\n"
      }.joined()
      let names = parameters.indices.map { "a\($0)" }.joined(separator: ", ")
      try expect(declaration.name, locals, names)
    } else {
      for count in 0..<6 {
        let names = Array(repeating: "0UL", count: count).joined(separator: ", ")
        try expect(declaration.name, "", names)
      }
    }
  }

  private func expect(_ name: String, _ locals: String, _ arguments: String) throws {
    let kernel = try Fixture.small("\(locals)\(name)(\(arguments));\nreturn 0;")
    var walk = KernelWalk<Concrete>(kernel)
    walk.load(Scenario(count: 2))
    walk.call(pass: 1)
    let isMissing = walk.finding?.kind == .noModel
    #expect(isMissing == Self.unmodelled.contains(name), "\(name): \(walk.finding as Any)")
    if isMissing {
      #expect(walk.finding?.text == "no model for \(name)")
      #expect(walk.world.ghost.notUnderstood)
    }
  }

  /// A text can declare what the kernel provides in another way than the kernel does: it is refused,
  /// or the call is, and neither is a crash.
  @Test(arguments: ["pte_none", "is_zero_pfn", "vma_lookup", "migration_entry_wait", "ptep_get"])
  func aFunctionDeclaredOtherwise(_ name: String) throws {
    do {
      let kernel = try Fixture.small("return \(name)();", before: "int \(name)();")
      var walk = KernelWalk<Concrete>(kernel)
      walk.load(Scenario(count: 2))
      walk.call(pass: 1)
      #expect(walk.finding?.kind == .unsupported)
      #expect(walk.world.ghost.notUnderstood)
    } catch let error as KernelProblem {
      #expect(error.description.hasPrefix("mm/hmm.c:"))
    }
  }

  /// ACTION_AGAIN makes the page walker look at a PMD once more.
  @Test func lookingAgainIsPartOfAWalk() throws {
    let files = try Fixture.files([
      (
        "if (!first)\nreturn pause_to_look_again(sweep, from);",
        "if (!first) {\nwalk->action = ACTION_AGAIN;\nreturn 0;\n}"
      )
    ])
    let outcome = try Campaign(
      Target(try Fixture.kernel(files)), count: 3000, clauses: .all, jobs: 2
    ).run()
    #expect(outcome.findings == [])
    #expect(outcome.undetermined == 0)
  }

  /// A walk that looks again at what does not change is endless.
  @Test func lookingAgainForEver() throws {
    let files = try Fixture.files([
      (
        "if (pmd_trans_huge(pmd) || pmd_devmap(pmd))\n",
        "if (pmd_trans_huge(pmd)) {\nwalk->action = ACTION_AGAIN;\nreturn 0;\n}\n"
          + "if (pmd_devmap(pmd))\n"
      )
    ])
    var walk = KernelWalk<Concrete>(try Fixture.kernel(files))
    var scenario = Scenario(count: 4)
    scenario.pmds = [.hugeWritable]
    walk.load(scenario)
    walk.call(pass: 1)
    #expect(walk.finding == nil)
    #expect(walk.world.ghost.endless)
    scenario.pmds = [.table]
    walk.load(scenario)
    walk.call(pass: 1)
    #expect(!walk.world.ghost.endless)
  }

  /// The page walker refuses what is no range, and passes over what a test answered above 0.
  @Test func theWalkersAnswers() throws {
    func answer(_ body: String, before: String = "") throws -> UInt32? {
      let kernel = try Fixture.small(body, before: before)
      var walk = KernelWalk<Concrete>(kernel)
      walk.load(Scenario(count: 2))
      walk.call(pass: 1)
      #expect(walk.finding == nil)
      return walk.world.result
    }
    let table = """
      static int test(unsigned long start, unsigned long end, struct mm_walk *walk)
      {
      return 3;
      }
      static const struct mm_walk_ops ops = { .test_walk = test };
      """
    let walk = "return walk_page_range(range->notifier->mm"
    #expect(
      try answer("\(walk), range->end, range->end, &ops, range);", before: table)
        == UInt32(Errno.EINVAL.rawValue))
    #expect(try answer("\(walk), range->start, range->end, &ops, range);", before: table) == 0)
  }
}
