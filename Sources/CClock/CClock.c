#include "CClock.h"

#include <string.h>
#include <sys/timex.h>

bool catchline_wall_clock_is_synchronised(void) {
    struct timex state;
    memset(&state, 0, sizeof state);
    int answer = adjtimex(&state);
    return answer >= 0 && answer != TIME_ERROR;
}
