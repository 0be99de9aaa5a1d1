// SPDX-License-Identifier: GPL-2.0-or-later

#ifndef CSAMPLES_H
#define CSAMPLES_H

#include <stdint.h>

/* A function of the samples, by the name it has in the text. */
struct c_sample {
  const char *name;
  uint64_t (*run)(uint64_t a, uint64_t b, uint64_t c);
};

/* All of them; behind the last comes one without a name. */
const struct c_sample *c_samples(void);

#endif
