// SPDX-License-Identifier: GPL-2.0-or-later

import KernelSource
import Testing

/// A use of a place or a frame that is put into the text of our own, and the line that must be named.
struct PlaceMistake: Sendable, CustomTestStringConvertible {
  let name: String
  let old: String
  let new: String
  /// The one line of the changed text that holds this.
  let line: String
  var kind = PlaceReport.Kind.place
  /// What must be said of it.
  let text: String

  var testDescription: String { name }

  init(
    _ name: String, _ old: String, _ new: String, at line: String, _ text: String,
    kind: PlaceReport.Kind = .place
  ) {
    self.name = name
    self.old = old
    self.new = new
    self.line = line
    self.kind = kind
    self.text = text
  }

  static let all = places + ends + carried + frames + masks + unknown

  static let own = "unsigned long own = range->hmm_pfns[slot(sweep, address)];"
  static let findLoop = "for (address = from; address < to; address += PAGE_SIZE) {"
  static let fillLoop =
    "for (; from < to; from += PAGE_SIZE)\nanswer(sweep, from, word);"
  static let mappedLoop =
    "for (; from < to; from += PAGE_SIZE)\nanswer(sweep, from, pfn++ | flags);"
  static let absent =
    "enum lack lack;\nunsigned long address = find_lack(sweep, from, to, 0, &lack);\n"
  static let granted = "unsigned long flags = granted;\n"

  // MARK: Which page

  private static let places = [
    PlaceMistake(
      "two pages a step", findLoop,
      "for (address = from; address < to; address += 2 * PAGE_SIZE) {", at: "2 * PAGE_SIZE",
      "not by one page"),
    PlaceMistake(
      "half a page a step", findLoop,
      "for (address = from; address < to; address += PAGE_SIZE / 2) {", at: "PAGE_SIZE / 2",
      "not by one page"),
    PlaceMistake(
      "a PMD a step", findLoop, "for (address = from; address < to; address += PMD_SIZE) {",
      at: "+= PMD_SIZE", "not by one page"),
    PlaceMistake(
      "the word of the next page", own,
      "unsigned long own = range->hmm_pfns[slot(sweep, address) + 1];", at: "+ 1];",
      "is read at another page"),
    PlaceMistake(
      "the word of the previous page", own,
      "unsigned long own = range->hmm_pfns[slot(sweep, address) - 1];", at: "- 1];",
      "moved by -1 page"),
    PlaceMistake(
      "the word of the range's first page", own, "unsigned long own = range->hmm_pfns[0];",
      at: "hmm_pfns[0]", "is read at another page"),
    PlaceMistake(
      "the word of one page stored for all", fillLoop,
      "unsigned long first = from;\n\nfor (; from < to; from += PAGE_SIZE)\nanswer(sweep, first, word);",
      at: "hmm_pfns[slot(sweep, address)] = word", "is written at another page"),
    PlaceMistake(
      "the PTE of the next page", "ptep_get(first + ((address - from) >> PAGE_SHIFT));",
      "ptep_get(first + ((address - from) >> PAGE_SHIFT) + 1);", at: "ptep_get(first",
      "a page table is read at another page"),
    PlaceMistake(
      "the number of a page in a table", absent, absent + "if (pte_index(from) & 1)\nreturn 0;\n",
      at: "pte_index", "is handed to pte_index"),
    PlaceMistake(
      "the fault of the next page", "handle_mm_fault(sweep->vma, sweep->address,",
      "handle_mm_fault(sweep->vma, sweep->address + PAGE_SIZE,", at: "handle_mm_fault(",
      "handle_mm_fault is handed the address of another page"),
    PlaceMistake(
      "the next page begins the next walk", "sweep->cursor = resume;\nreturn",
      "sweep->cursor = resume + PAGE_SIZE;\nreturn", at: "ret = walk_page_range(",
      "walk_page_range is handed the address of another page"),
    PlaceMistake(
      "an address among the words", "answer(sweep, address, 0);",
      "answer(sweep, address, address);",
      at: "hmm_pfns[slot(sweep, address)] = word", "is stored in the array of words"),
    PlaceMistake(
      "a page number multiplied", "return (address - sweep->range->start) >> PAGE_SHIFT;",
      "return ((address - sweep->range->start) >> PAGE_SHIFT) * 2;", at: "* 2;", "is multiplied"),
    PlaceMistake(
      "a distance divided", "return (address - sweep->range->start) >> PAGE_SHIFT;",
      "return (address - sweep->range->start) / PAGE_SIZE;", at: "/ PAGE_SIZE;", "is divided"),
    PlaceMistake(
      "a distance shifted by a PMD", "return (address - sweep->range->start) >> PAGE_SHIFT;",
      "return (address - sweep->range->start) >> PMD_SHIFT;", at: ">> PMD_SHIFT;", "is shifted"),
    PlaceMistake(
      "an address combined by ^", "return (address - sweep->range->start) >> PAGE_SHIFT;",
      "return (address ^ sweep->range->start) >> PAGE_SHIFT;", at: "(address ^", "combined by ^"),
    PlaceMistake(
      "an address combined by |", absent, absent + "address |= 1;\n", at: "address |= 1;",
      "combined by |"),
    PlaceMistake(
      "a page number in 32 bits", "static unsigned long slot(", "static unsigned int slot(",
      at: "return (address - sweep->range->start) >> PAGE_SHIFT;", "is cut to 32 bits"),
  ]

  // MARK: Ends of loops, and other comparisons

  private static let ends = [
    PlaceMistake(
      "all pages but the last", fillLoop,
      "for (; from < to - PAGE_SIZE; from += PAGE_SIZE)\nanswer(sweep, from, word);",
      at: "to - PAGE_SIZE", "moved by -1 page"),
    PlaceMistake(
      "all pages but the last, told from the other side", fillLoop,
      "for (; from + PAGE_SIZE < to; from += PAGE_SIZE)\nanswer(sweep, from, word);",
      at: "from + PAGE_SIZE < to", "not to end a loop"),
    PlaceMistake(
      "all pages but the first", fillLoop,
      "for (from += PAGE_SIZE; from < to; from += PAGE_SIZE)\nanswer(sweep, from, word);",
      at: "for (from += PAGE_SIZE;", "not to end a loop"),
    PlaceMistake(
      "one page more", fillLoop,
      "for (; from <= to; from += PAGE_SIZE)\nanswer(sweep, from, word);", at: "from <= to",
      "not to end a loop"),
    PlaceMistake(
      "to the end of the range", fillLoop,
      "for (; from < sweep->range->end; from += PAGE_SIZE)\nanswer(sweep, from, word);",
      at: "from < sweep->range->end", "not to end a loop"),
    PlaceMistake(
      "three pages", fillLoop,
      "unsigned long i;\n\nfor (i = 0; i < 3; i++, from += PAGE_SIZE)\nanswer(sweep, from, word);",
      at: "i < 3", "is compared with a constant"),
    PlaceMistake(
      "for each page all pages", fillLoop,
      "unsigned long start = from, inner;\n\nfor (; from < to; from += PAGE_SIZE)\n"
        + "for (inner = start; inner < to; inner += PAGE_SIZE)\nanswer(sweep, inner, word);",
      at: "hmm_pfns[slot(sweep, address)] = word", "for some pages for each page"),
    PlaceMistake(
      "the last page is another one", absent,
      absent + "if (from + PAGE_SIZE == to)\nreturn 0;\n", at: "PAGE_SIZE == to",
      "not to end a loop"),
    PlaceMistake(
      "the first page of the range is another one", absent,
      absent + "if (from == sweep->range->start)\nreturn 0;\n", at: "from == sweep",
      "not to end a loop"),
    PlaceMistake(
      "a branch on a page count", absent,
      absent + "if (((to - from) >> PAGE_SHIFT) - slot(sweep, to))\nreturn 0;\n",
      at: "- slot(sweep, to)", "decides where the text goes on"),
    PlaceMistake(
      "long pieces are others", absent,
      absent + "if (((to - from) >> PAGE_SHIFT) > 100)\nreturn 0;\n", at: "> 100",
      "is compared with a constant"),
    PlaceMistake(
      "no address", absent, absent + "if (!from)\nreturn 0;\n", at: "if (!from)",
      "decides where the text goes on"),
    PlaceMistake(
      "the end of the VMA", absent, absent + "if (to == vma->vm_end)\nreturn 0;\n",
      at: "vma->vm_end", "is compared with"),
    PlaceMistake(
      "the cursor compared", absent, absent + "if (sweep->cursor < from)\nreturn 0;\n",
      at: "sweep->cursor < from", "is compared with"),
    PlaceMistake(
      "an end that is not always asked for", fillLoop,
      "for (;; from += PAGE_SIZE) {\nif (word && from >= to)\nbreak;\n"
        + "if (!word)\nbreak;\nif (request(sweep, to - (to - from)) & 1)\nif (from >= (to))\nbreak;\n}",
      at: "from >= (to)", "not to end a loop"),
    PlaceMistake(
      "to the cursor", fillLoop,
      "unsigned long at;\n\nfor (at = from; at < sweep->cursor; at += PAGE_SIZE)\nword = 0;\n"
        + fillLoop, at: "at < sweep->cursor", "not to end a loop"),
    PlaceMistake(
      "a loop that asks how places compare", "if (fault & VM_FAULT_OOM)",
      "unsigned long at, some = 0;\n\n"
        + "for (at = sweep->cursor; at < sweep->address; at += PAGE_SIZE)\nsome |= 1;\n"
        + "if (some)\nreturn -EFAULT;\nif (fault & VM_FAULT_OOM)", at: "some |= 1;",
      "reaches the next"),
    PlaceMistake(
      "a loop from the cursor that asks how places compare", fillLoop,
      "unsigned long at, some = 0;\n\n"
        + "for (at = sweep->cursor; at < to; at += PAGE_SIZE)\nsome |= 1;\nword |= some;\n"
        + fillLoop, at: "at = sweep->cursor; at < to", "not to end a loop"),
    PlaceMistake(
      "the page that a search has found last", findLoop,
      "unsigned long last = to;\n\nfor (address = from; address < to; address += PAGE_SIZE)\n"
        + "if (lack_of(sweep, address, granted))\nlast = address;\nif (last < to)\nreturn last;\n"
        + findLoop, at: "last = address;", "not by one page"),
    PlaceMistake(
      "the word of one of two pages", "answer(sweep, address, 0);",
      "answer(sweep, is_device_private_entry(entry) ? address : next, 0);",
      at: "return (address - sweep->range->start) >> PAGE_SHIFT;", "is subtracted from"),
    PlaceMistake(
      "a count of pages", "return find_lack(sweep, from, to, 0, &ignored) < to;",
      "unsigned long n = 0;\n\nfor (; from < to; from += PAGE_SIZE)\n"
        + "n += lack_of(sweep, from, 0) != ignored;\nreturn n > 2;", at: "n += lack_of",
      "reaches the next"),
    PlaceMistake(
      "the greatest of the pages' answers", "return find_lack(sweep, from, to, 0, &ignored) < to;",
      "unsigned int most = 0;\n\nfor (; from < to; from += PAGE_SIZE)\n"
        + "most = max_t(unsigned int, most, lack_of(sweep, from, ignored));\nreturn most > 2;",
      at: "most = max_t", "reaches the next"),
    PlaceMistake(
      "an answer that is an address", "return ret ? ret : 1;",
      "return ret ? ret : from;", at: "return ret ? ret : from;", "of several kinds"),
    PlaceMistake(
      "a comparison as a flag", granted,
      "unsigned long flags = granted | (from < sweep->range->end);\n",
      at: "(from < sweep->range->end)", "not to end a loop"),
    PlaceMistake(
      "a comparison that chooses", granted,
      "unsigned long flags = to == sweep->range->end ? 0 : granted;\n", at: "? 0 : granted",
      "not to end a loop"),
    PlaceMistake(
      "a comparison handed to a caller", "return find_lack(sweep, from, to, 0, &ignored) < to;",
      "return find_lack(sweep, from, to, 0, &ignored) < sweep->range->end;",
      at: "&ignored) <", "is compared with"),
  ]

  // MARK: From page to page

  private static let carried = [
    PlaceMistake(
      "what the previous page lacked", findLoop,
      "enum lack before = LACKS_NOTHING;\n\n"
        + "for (address = from; address < to; address += PAGE_SIZE) {\n"
        + "if (before == LACKS_WRITE)\ngranted = 0;\nbefore = lack_of(sweep, address, granted);",
      at: "if (before == LACKS_WRITE)", "reaches the next"),
    PlaceMistake(
      "the first page is another one", fillLoop,
      "bool first = true;\n\nfor (; from < to; from += PAGE_SIZE) {\n"
        + "answer(sweep, from, first ? 0 : word);\nfirst = false;\n}",
      at: "first ? 0 : word", "reaches the next"),
    PlaceMistake(
      "every other page", fillLoop,
      "int odd = 0;\n\nfor (; from < to; from += PAGE_SIZE) {\nif (odd)\n"
        + "answer(sweep, from, word);\nodd = !odd;\n}", at: "if (odd)", "reaches the next"),
    PlaceMistake(
      "the fourth page is another one", fillLoop,
      "int i = 0;\n\nfor (; from < to; from += PAGE_SIZE) {\nif (i == 3)\nbreak;\n"
        + "answer(sweep, from, word);\ni++;\n}", at: "i++;",
      "reaches the next"),
    PlaceMistake(
      "the fourth page is another one, counted long", fillLoop,
      "unsigned long i = 0;\n\nfor (; from < to; from += PAGE_SIZE) {\nif (i == 3)\nbreak;\n"
        + "answer(sweep, from, word);\ni++;\n}", at: "if (i == 3)",
      "is compared with a constant"),
    PlaceMistake(
      "the last page decides", findLoop,
      "enum lack last = LACKS_NOTHING;\n\n"
        + "for (address = from; address < to; address += PAGE_SIZE)\n"
        + "last = lack_of(sweep, address, granted);\nif (last)\n*what = last;\n" + findLoop,
      at: "last = lack_of(", "reaches the next"),
    PlaceMistake(
      "a union that is looked into", findLoop,
      "unsigned int all = 0;\n\n"
        + "for (address = from; address < to; address += PAGE_SIZE) {\n"
        + "all |= lack_of(sweep, address, granted);\nif (all & LACKS_WRITE)\ngranted = 0;",
      at: "if (all & LACKS_WRITE)", "reaches the next"),
    PlaceMistake(
      "memory of the previous page", fillLoop,
      "for (; from < to; from += PAGE_SIZE) {\nif (sweep->fault_flags)\nword = 0;\n"
        + "sweep->fault_flags = request(sweep, from) & 1;\n}",
      at: "if (sweep->fault_flags)", "read for the next"),
    PlaceMistake(
      "memory of the last page", fillLoop,
      "for (; from < to; from += PAGE_SIZE) {\nsweep->cursor = from;\nanswer(sweep, from, word);\n}",
      at: "sweep->cursor = from;", "overwritten from page to page"),
    PlaceMistake(
      "an address that is only sometimes stepped", fillLoop,
      "unsigned long other = from;\n\nfor (; from < to; from += PAGE_SIZE) {\n"
        + "if (request(sweep, from) & 1)\nother += PAGE_SIZE;\nanswer(sweep, other, word);\n}",
      at: "other += PAGE_SIZE;", "not by one page"),
    PlaceMistake(
      "memory of the last call",
      "static bool wants_any(const struct sweep *sweep, unsigned long from,\n"
        + "unsigned long to)\n{\nenum lack ignored;\n",
      "static unsigned long calls;\n\n"
        + "static bool wants_any(const struct sweep *sweep, unsigned long from,\n"
        + "unsigned long to)\n{\nenum lack ignored;\n\ncalls = 1;\n", at: "calls = 1;",
      "what lives from call to call is written"),
  ]
}
