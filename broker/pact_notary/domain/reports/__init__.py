"""One result, told in the forms that other programs show: facts first, then each form of them."""
