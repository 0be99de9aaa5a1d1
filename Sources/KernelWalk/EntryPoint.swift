// SPDX-License-Identifier: GPL-2.0-or-later

import KernelSource

/// A function that the text offers to drivers.
public struct EntryPoint: Equatable, Sendable {
  public let name: String
  /// Why it is not judged; nil where it is.
  public let refusal: String?
}

extension Kernel {
  /// What the text exports, in the order of the text, and what of it is judged.
  public func entryPoints(_ written: WrittenText) -> [EntryPoint] {
    let judged = interface.entryNames
    // A text that exports nothing is called all the same.
    let names = written.exported + judged.filter { !written.exported.contains($0) }
    let dropped = version(.small).program.dropped
    return names.map { name in
      if judged.contains(name) { return EntryPoint(name: name, refusal: nil) }
      let problem = dropped.first { $0.name == name }?.problem
      return EntryPoint(
        name: name,
        refusal: EntryPoint.reason(name) ?? problem.map { "it could not be read: \($0)" }
          ?? "it is not known how it is called")
    }
  }
}

extension EntryPoint {
  /// Why a function of that name is not called; told by what the names of kernels mean.
  fileprivate static func reason(_ name: String) -> String? {
    if name.hasPrefix("hmm_dma_") || name.hasPrefix("hmm_range_dma_") {
      return "DMA mappings have no model"
    }
    if name.hasPrefix("hmm_devmem_") || name.hasPrefix("hmm_device_")
      || name == "hmm_vma_alloc_locked_page"
    {
      return "device memory of its own has no model"
    }
    if name.hasPrefix("hmm_mirror_") || name.hasPrefix("hmm_range_register")
      || name.hasPrefix("hmm_range_unregister") || name == "hmm_vma_range_done"
      || name.hasPrefix("hmm_mm_")
    {
      return "ranges and mirrors are registered by the model"
    }
    return nil
  }
}
