/// libudev of systemd: which devices the machine shows, and news of those that come and go.
#pragma once

#include <libudev.h>
