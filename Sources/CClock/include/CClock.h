#pragma once
#include <stdbool.h>

/// Whether the kernel says that its wall clock is synchronised: adjtimex(2) with nothing to set. Swift's Glibc module has
/// no <sys/timex.h>.
bool catchline_wall_clock_is_synchronised(void);
