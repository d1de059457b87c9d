#ifndef C_ALLOCATIONS_H
#define C_ALLOCATIONS_H

#include <stdint.h>

/// How often this thread has asked for memory since it began. The allocator's functions are taken over as
/// long as the program runs; that costs each of them an addition, whoever calls.
uint64_t allocations_of_this_thread(void);

#endif
