// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The only program of the machine: reads scenarios, maps the VMAs of each in a process of its own,
 * hands it to /dev/hmmcheck, and prints the answer on the console.
 *
 * A file of scenarios is lines of numbers, in hexadecimal; VALUE*COUNT repeats a value:
 *   scenario ID START COUNT DEFAULT MASK PASSES INVALIDATED
 *   vma START END FLAGS HUGETLB END-OF-FILE
 *   pud KIND...     pmd KIND...     pte KIND...     request WORD...     fault OUTCOME...
 *   end
 */
#include <linux/mman.h>
#include <linux/reboot.h>
#include <linux/userfaultfd.h>

#include "scenario.h"

#define LINE (1 << 17)

static char line[LINE];
static char buffer[1 << 16];
static int have, at, input;
static struct hc_scenario scenario;

static int next(void)
{
	if (at == have) {
		have = read(input, buffer, sizeof(buffer));
		at = 0;
		if (have <= 0)
			return -1;
	}
	return (unsigned char)buffer[at++];
}

static int read_line(void)
{
	int length = 0, letter;

	while ((letter = next()) >= 0 && letter != '\n')
		if (length < LINE - 1)
			line[length++] = letter;
	line[length] = 0;
	return letter >= 0 || length;
}

static unsigned long long number(char **text)
{
	unsigned long long value = 0;

	while (**text == ' ')
		(*text)++;
	for (;; (*text)++) {
		char letter = **text;

		if (letter >= '0' && letter <= '9')
			value = value << 4 | (letter - '0');
		else if (letter >= 'a' && letter <= 'f')
			value = value << 4 | (letter - 'a' + 10);
		else
			return value;
	}
}

/* The next value, with how often it is repeated; false at the end of the line. */
static int repeated(char **text, unsigned long long *value, unsigned int *count)
{
	while (**text == ' ')
		(*text)++;
	if (!**text)
		return 0;
	*value = number(text);
	*count = 1;
	if (**text == '*') {
		(*text)++;
		*count = number(text);
	}
	return 1;
}

static unsigned int bytes(char *text, __u8 *into, unsigned int most)
{
	unsigned long long value;
	unsigned int count, done = 0;

	while (repeated(&text, &value, &count))
		while (count-- && done < most)
			into[done++] = value;
	return done;
}

static int begins(char **text, const char *word)
{
	int length = strlen(word);

	if (memcmp(line, word, length) || (line[length] != ' ' && line[length]))
		return 0;
	*text = line + length;
	return 1;
}

/* Reads one scenario; false at the end of the file. */
static int read_scenario(void)
{
	unsigned long long value;
	unsigned int count, done;
	char *text;

	memset(&scenario, 0, sizeof(scenario));
	while (read_line()) {
		if (begins(&text, "scenario")) {
			scenario.id = number(&text);
			scenario.start = number(&text);
			scenario.count = number(&text);
			scenario.default_flags = number(&text);
			scenario.mask = number(&text);
			scenario.passes = number(&text);
			scenario.invalidated = number(&text);
		} else if (begins(&text, "vma") && scenario.vmas < HC_VMAS) {
			struct hc_vma *vma = &scenario.vma[scenario.vmas++];

			vma->start = number(&text);
			vma->end = number(&text);
			vma->flags = number(&text);
			vma->hugetlb = number(&text);
			vma->end_of_file = number(&text);
		} else if (begins(&text, "pud")) {
			scenario.puds = bytes(text, scenario.pud, HC_PUDS);
		} else if (begins(&text, "pmd")) {
			scenario.pmds = bytes(text, scenario.pmd, HC_PMDS);
		} else if (begins(&text, "pte")) {
			bytes(text, scenario.pte, HC_PAGES);
		} else if (begins(&text, "fault")) {
			scenario.faults = bytes(text, scenario.fault, HC_FAULTS);
		} else if (begins(&text, "request")) {
			done = 0;
			while (repeated(&text, &value, &count))
				while (count-- && done < HC_PAGES)
					scenario.request[done++] = value;
		} else if (begins(&text, "end")) {
			return 1;
		}
	}
	return 0;
}

static int watch(void *address, unsigned long length)
{
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register area = {
		.range = { .start = (unsigned long)address, .len = length },
		.mode = UFFDIO_REGISTER_MODE_MISSING | UFFDIO_REGISTER_MODE_WP,
	};
	int fd = syscall(__NR_userfaultfd, O_CLOEXEC | O_NONBLOCK);

	if (fd < 0 || ioctl(fd, UFFDIO_API, &api))
		return -1;
	return ioctl(fd, UFFDIO_REGISTER, &area);
}

/* Maps a VMA; its neighbours do not merge with it. */
static const char *map(const struct hc_vma *vma, int number, int device)
{
	unsigned long start = HC_BASE + ((unsigned long)vma->start << 12);
	unsigned long length = (unsigned long)(vma->end - vma->start) << 12;
	int prot = (vma->flags & HC_READ ? PROT_READ : 0) | (vma->flags & HC_WRITE ? PROT_WRITE : 0);
	int flags = MAP_PRIVATE | MAP_FIXED | MAP_NORESERVE, fd = -1;
	unsigned long offset = 0;
	void *mapped;

	if (vma->hugetlb)
		return "hugetlb";
	if (vma->flags & HC_OF_DEVICE) {
		if (vma->flags & HC_FILE)
			return "a file with flags of devices";
		fd = device;
		offset = (unsigned long)(vma->flags & HC_OF_DEVICE) << 12;
	} else if (vma->flags & HC_FILE) {
		unsigned long end = vma->end_of_file > vma->end ? vma->end : vma->end_of_file;

		fd = syscall(__NR_memfd_create, "file", 0);
		if (fd < 0 || (end > vma->start &&
			       syscall(__NR_ftruncate, fd, (end - vma->start) << 12)))
			return "a file";
	} else {
		flags |= MAP_ANONYMOUS;
	}
	mapped = mmap((void *)start, length, prot, flags, fd, offset);
	if (mapped == MAP_FAILED)
		return "mmap";
	/* VM_DONTDUMP and VM_DONTFORK by turns: VMAs that differ in a flag stay apart. */
	if (number & 1)
		syscall(__NR_madvise, mapped, length, MADV_DONTDUMP);
	if (number & 2)
		syscall(__NR_madvise, mapped, length, MADV_DONTFORK);
	if (vma->flags & HC_USERFAULTFD && watch(mapped, length))
		return "userfaultfd";
	return NULL;
}

static void run(void)
{
	int device = open("/dev/hmmcheck", O_RDWR), length;
	const char *problem = NULL;
	unsigned int i;

	printf("answer %llx\n", (unsigned long long)scenario.id);
	if (device < 0)
		problem = "no device";
	for (i = 0; i < scenario.vmas && !problem; i++)
		problem = map(&scenario.vma[i], i, device);
	if (!problem && ioctl(device, HC_RUN, &scenario))
		problem = "the device";
	if (problem) {
		printf("refused %s\n", problem);
		exit(0);
	}
	while ((length = read(device, buffer, sizeof(buffer))) > 0)
		write(1, buffer, length);
	exit(0);
}

/* A RAM disk to swap to, with the header that mkswap writes. */
static void swap_on(void)
{
	static char page[4096];
	unsigned int *info = (unsigned int *)(page + 1024);
	int disk = open("/dev/ram0", O_RDWR);

	info[0] = 1;
	info[1] = 4095;
	memcpy(page + 4086, "SWAPSPACE2", 10);
	if (disk < 0 || write(disk, page, sizeof(page)) != sizeof(page) ||
	    syscall(__NR_swapon, "/dev/ram0", 0))
		printf("no swap\n");
	close(disk);
}

int main(void)
{
	int child, status;

	mount("none", "/dev", "devtmpfs", 0, 0);
	mount("none", "/proc", "proc", 0, 0);
	status = open("/dev/console", O_RDWR);
	dup2(status, 0);
	dup2(status, 1);
	dup2(status, 2);
	swap_on();
	input = open("/scenarios", O_RDONLY);
	printf("hmmcheck runner\n");
	while (read_scenario()) {
		child = fork();
		if (!child)
			run();
		waitpid(child, &status, 0);
		if (status)
			printf("died %x\n", status);
	}
	printf("hmmcheck runner ends\n");
	reboot(LINUX_REBOOT_CMD_RESTART);
	return 0;
}
