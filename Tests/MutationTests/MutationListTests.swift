// SPDX-License-Identifier: GPL-2.0-or-later

import KernelSource
import KernelWalk
import Testing

@testable import Mutation

@Suite struct MutationListTests {
  @Test func idsAreStableAndTheirOwn() throws {
    let kernel = try Sample.kernel()
    let ids = try Mutation.all(of: kernel).map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(ids == (try Mutation.all(of: try Sample.kernel()).map(\.id)))
    #expect(ids.contains("report:18:bitwise:1"))
    #expect(ids.contains("hmm_vma_handle_pmd:36:arithmetic:1"))
    #expect(ids.count >= 100)
  }

  @Test func onlyWhatCanBeReached() throws {
    let functions = try Mutation.all(of: try Sample.kernel()).map(\.function)
    #expect(
      Set(functions)
        == ["slot", "report", "on_hole", "on_table", "hmm_vma_handle_pmd", "hmm_range_fault"])
  }

  /// Every entry point that is judged, by what the text has; what it exports besides is told.
  @Test func everyEntryPointThatIsJudged() throws {
    let walk =
      Sample.walk + """

        static int patience(unsigned long timeout) { return timeout > 4 ? 1 : 2; }

        int hmm_range_fault_unlocked_timeout(struct hmm_range *range, unsigned long timeout)
        {
          return patience(timeout) ? hmm_range_fault(range) : 0;
        }
        EXPORT_SYMBOL(hmm_range_fault_unlocked_timeout);

        int hmm_dma_pages(int pages) { return pages + 1; }
        EXPORT_SYMBOL_GPL(hmm_dma_pages);
        """
    let kernel = try Kernel(
      KernelFiles(
        name: "sample", place: "sample", version: KernelVersion(6, 1), walk: walk,
        header: Sample.header),
      Configuration(enabled: ["CONFIG_TRANSPARENT_HUGEPAGE"]))
    let functions = Set(try Mutation.all(of: kernel).map(\.function))
    #expect(functions.isSuperset(of: ["hmm_range_fault", "patience"]))
    #expect(functions.contains("hmm_range_fault_unlocked_timeout"))
    #expect(!functions.contains("hmm_dma_pages"))
    let entries = kernel.entryPoints(try kernel.written())
    #expect(
      entries.map(\.name)
        == ["hmm_range_fault_unlocked_timeout", "hmm_dma_pages", "hmm_range_fault"])
    #expect(entries.map { $0.refusal == nil } == [true, false, true])
  }

  @Test func equalStreamsAreOne() throws {
    let text = "int f(int addr, int end)\n{\n  return f(addr, end) < 2 ? 1 : 2;\n}\n"
    let mutations = try Sample.mutations(text)
    #expect(Set(mutations.map(\.stream)).count == mutations.count)
    let all = try Mutation.all(of: try Sample.kernel())
    for function in Set(all.map(\.function)) {
      let streams = all.filter { $0.function == function }.map(\.stream)
      #expect(Set(streams).count == streams.count)
    }
  }

  /// What is read is what was meant, token by token; and every line keeps its number.
  @Test func theTextHasTheTokensOfTheStream() throws {
    let lines = Sample.walk.split(separator: "\n", omittingEmptySubsequences: false).count
    for mutation in try Mutation.all(of: try Sample.kernel()) {
      let text = mutation.applied(to: Sample.walk)
      let source = SourceFile(name: "mm/hmm.c", text: text)
      let tokens = try WrittenToken.tokens(of: source).map(\.text)
      #expect(tokens.joined(separator: " ").contains(mutation.stream.joined(separator: " ")))
      #expect(
        text.split(separator: "\n", omittingEmptySubsequences: false).count == lines)
    }
  }

  @Test func whatIsLeftOutIsNotChanged() throws {
    let text = """
      int f(int a)
      {
      #ifdef CONFIG_A
        return a + 1;
      #else
        return a - 1;
      #endif
      }
      """
    #expect(try Sample.mutations(text, .arithmetic).map(\.after) == ["return a + 1;"])
  }
}
