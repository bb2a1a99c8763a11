.PHONY: run test check
run:
	python3 start.py
test:
	python3 start.py test
check:
	python3 start.py check
